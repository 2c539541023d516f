"""Framework, database and auth, stated, turned down, or only looking like it."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of


def stack(text: str, section: str = "Tech Stack") -> tuple[list[str], list[str]]:
    """Values stated, and values turned down."""
    spec = spec_of(f"# T\n\n## {section}\n\n{text}\n")
    facts = [*spec.frameworks, *spec.databases, *spec.caches]
    return [one.value for one in facts if one.strength != "not"], [one.value for one in facts if one.strength == "not"]


STATED = {
    "FastAPI with PostgreSQL 16": (["fastapi", "postgresql"], []),
    "Spring Boot 3.3 with MS SQL Server 2019": (["springboot", "sqlserver"], []),
    "Ruby on Rails": (["rails"], []),
    "a Hono-based API over a Redis-backed store, a Rails-like one": (["hono", "redis"], []),
    "백엔드는 스프링 부트로 만든다": (["springboot"], []),
    "a fast API over an sql server": ([], []),
    "```yaml\nRuntime: Python 3.11 + FastAPI\nDatabase: PostgreSQL (Primary), Redis (Cache)\n```": (
        ["fastapi", "postgresql", "redis"],
        [],
    ),
    "```python\nimport flask\n```": ([], []),
    "```\nPORT=1\nMONGODB_URI=mongodb://localhost:27017/boats\n```": (["mongodb"], []),
    "- PostgreSQL\n\n```\nLEGACY_URL=mysql://localhost/boats\n```": (["postgresql"], []),
    "```\nSITE=https://mysql.example.com\n```": ([], []),
    "The Laravel-based API, PostgreSQL-backed": (["laravel", "postgresql"], []),
    "Express-validator and MySQL-flavoured": ([], []),
    "Spring Boot; scores come from the **scoring agent** (FastAPI, port 8000)": (["springboot"], []),
    "Spring Boot. 판정은 에이전트(FastAPI, 8000)가 한다": (["springboot"], []),
    "the inference service (FastAPI)": (["fastapi"], []),
    "the backend (FastAPI, port 8000)": (["fastapi"], []),
    "Express.js, not Fastify": (["express"], ["fastify"]),
    "THE Database SHALL support either MongoDB, PostgreSQL, or MySQL": ([], []),
    "PostgreSQL 또는 MySQL": ([], []),
    "PostgreSQL, and MongoDB for logs": (["postgresql", "mongodb"], []),
    "PostgreSQL instead of MySQL or MongoDB": (["postgresql"], ["mysql", "mongodb"]),
    "We are not using Django": ([], ["django"]),
    "MySQL is not used": ([], ["mysql"]),
    "PostgreSQL; live updates through Supabase Realtime, Supabase 실시간": (["postgresql"], []),
    "PostgreSQL, chosen over MySQL and simpler than MongoDB": (["postgresql"], ["mysql", "mongodb"]),
    "MySQL과 비교해 PostgreSQL이 낫다": (["postgresql"], ["mysql"]),
    "PostgreSQL, no Redis": (["postgresql"], ["redis"]),
    "PostgreSQL; there is no dedicated Redis cache": (["postgresql"], ["redis"]),
    "We migrate from MySQL to PostgreSQL": (["postgresql"], ["mysql"]),
    "Supabase/Firebase가 아닌 PostgreSQL": (["postgresql"], ["supabase", "firestore"]),
    "MySQL 대신 PostgreSQL을 사용한다": (["postgresql"], ["mysql"]),
    "MySQL에서 PostgreSQL로 전환한다": (["postgresql"], ["mysql"]),
    "Redis는 사용하지 않는다": ([], ["redis"]),
    "MongoDB 미사용": ([], ["mongodb"]),
    "Redis not only for sessions": (["redis"], []),
    "PostgreSQL; SQLite for tests": (["postgresql"], []),
    "테스트: SQLite, 운영: PostgreSQL": (["postgresql"], []),
    "SQLite (in-memory)": (["sqlite"], []),
    "pgvector DB": (["postgresql"], []),
    "- **Framework**: Next.js 15 (App Router), React 19": (["nextjs"], []),
    "- 백엔드: Next.js API routes": (["nextjs"], []),
    "| Role | Library |\n|---|---|\n| Pages and API | Next.js route handlers |": (["nextjs"], []),
    "- Backend: Hono.js\n- Framework: Next.js": (["hono"], []),
    "Next.js + Supabase 기반으로 구현한다": (["nextjs", "supabase"], []),
    "- Frontend/Backend: Next.js": (["nextjs"], []),
    "Next.js 14 App Router + Supabase + shadcn/ui로 만든다": (["nextjs", "supabase"], []),
    "- Frontend: Next.js + Supabase client": (["supabase"], []),
    "- Frontend framework: Next.js": ([], []),
    "- Next.js pages": ([], []),
    "- Framework: not Next.js": ([], []),
    "PostgreSQL vs MySQL": ([], []),
    "Shows planned vs. actual catch. Built on FastAPI.": (["fastapi"], []),
    "### Data Model (Firestore)\n\n| Collection | Key fields |\n|---|---|\n| `piers` | `id`, `name` |": (
        ["firestore"],
        [],
    ),
    "a GIN index on name": ([], []),
    "express checkout with a flask of gin": ([], []),
    "Firebase Cloud Messaging and Supabase Auth": ([], []),
    "see `lib/redis/pool.py`": ([], []),
    "인증은 Supabase Auth의 OAuth를 쓴다": ([], []),
    "Supabase 인증을 쓰고 Supabase JWT를 검증한다": ([], []),
    "the existing Spring Boot delivery backend": (["springboot"], []),
    "an Express checkout, an Express delivery": ([], []),
    "NestJS 11.x + Fastify": (["nestjs"], []),
    "NestJS (Express)": (["nestjs"], []),
    "Supabase (PostgreSQL)": (["postgresql"], []),
    "Supabase": (["supabase"], []),
    "MySQL, not Supabase or PostgreSQL": (["mysql"], ["supabase", "postgresql"]),
    '```prisma\ndatasource db {\n  provider = "sqlite"\n}\n```': (["sqlite"], []),
    '```prisma\ngenerator client {\n  provider = "prisma-client-js"\n}\n```': ([], []),
    '```\nprovider = "mysql"\n```': ([], []),
    "NestJS replaced Express, Fastify serves": (["nestjs", "express", "fastify"], []),
    "**Phase 2 (Out of Scope)**: webhooks, MySQL storage": ([], []),
    "- 범위 밖: MongoDB": ([], []),
    "- Postgres 16. We talked about Mongo and said no.": (["postgresql"], ["mongodb"]),
    "- Oracle 19c": (["oracle"], []),
    "- the oracle said so": ([], []),
    "### MySQL Schema Definition": (["mysql"], []),
    "### 3. Database Schema (Supabase / PostgreSQL)": (["postgresql"], []),
    "### MySQL courses": ([], []),
    "standard Django conventions hold": ([], []),
    "- H2 Database": (["h2"], []),
    "### DB (RDS PostgreSQL)\n\n- two zones": (["postgresql"], []),
    "### Moved off (MySQL)\n\n- last year": ([], []),
    "- H2, H3 and the other headings": ([], []),
    "**Backends**: SQLite (default), PostgreSQL, MySQL (by a flag)": (["sqlite"], []),
    "PostgreSQL 16 (기본), MySQL": (["postgresql"], []),
    "| What | State |\n|---|---|\n| MySQL | 필수 |\n| Redis | 제외 또는 후순위 |\n| MongoDB | not used |": (
        ["mysql"],
        [],
    ),
    "| What | State |\n|---|---|\n| MySQL | not used by all |": (["mysql"], []),
    "JPA, MyBatis, MongoDB 등 구현체 변경 가능성이 있다": ([], ["mongodb"]),
    "SQLite is the default. MySQL is supported as an optional alternative.": (["sqlite"], []),
    "MySQL에 저장하며, 설정이 없으면 SQLite 파일 기반 폴백": (["mysql"], []),
    "Rows in a module, ready for a future migration to PostgreSQL": ([], []),
    "Future MySQL support planned": ([], []),
    "A migration to PostgreSQL": (["postgresql"], []),
    "운영 DB(PostgreSQL/MySQL 등)에서는 다시 확인한다": ([], []),
    "관계형 데이터베이스 (PostgreSQL) 등록 절차": (["postgresql"], []),
    "Neo4j keeps the roads, DuckDB the counts": (["neo4j", "duckdb"], []),
    "DuckDB does it all. No need for separate Neo4j + pgvector + Postgres.": (["duckdb"], ["neo4j", "postgresql"]),
    "What is in scope: PostgreSQL": (["postgresql"], []),
    '```mermaid\ngraph TD\n  A[API] --> B[(PostgreSQL)]\n  C[MySQL page] --> D[("Redis")]\n```': (
        ["postgresql", "redis"],
        [],
    ),
}


@pytest.mark.parametrize(("text", "expected"), STATED.items(), ids=STATED)
def test_stack(text: str, expected: tuple[list[str], list[str]]) -> None:
    assert stack(text) == expected


@pytest.mark.parametrize(
    "section",
    ["Out of Scope", "Non-Goals", "제외 범위", "Alternatives Considered", "Future Work", "향후 계획", "Open Questions"],
)
def test_sections_of_what_is_not_built_give_no_facts(section: str) -> None:
    text = (
        "FastAPI with PostgreSQL, callers authenticate with JWT, p95 < 200 ms, GDPR, Stripe, 100 requests/minute per IP"
    )

    spec = spec_of(f"# T\n\n## {section}\n\n- {text}\n\n### Details\n\n{text}\n")

    assert (spec.frameworks, spec.databases, spec.auth, spec.targets) == ((), (), (), ())
    assert (spec.compliance, spec.integrations, spec.rate_limits, spec.requirements) == ((), (), (), ())


@pytest.mark.parametrize("section", ["Package 3: Web Frontend", "iOS App", "모바일 앱"])
def test_what_clients_store_is_not_the_database(section: str) -> None:
    assert stack("- Local SQLite database\n\n### Data Layer\n\n- SQLite", section) == ([], [])


ASIDE = {
    ("Glossary", "- **API**: The Hono-based service"): ["hono"],
    ("Architecture", "```\nNext.js Client\n    ▼\nExpress Server (port 5000)\n  ├── MongoDB (models)\n```"): [
        "express",
        "mongodb",
    ],
    ("Architecture Overview", "```mermaid\ngraph TD\n  A[FastAPI app] --> B[(MySQL)]\n```"): ["fastapi", "mysql"],
    ("Architecture", "```\n│ HTTP Server (Gin/Echo) │\n│ Flask Client │\n```"): [],
    ("Architecture", "Django on PostgreSQL\n\n```\n│ Flask │ MySQL │\n```"): ["django", "postgresql"],
    ("Testing", "```\n│ Flask │ MySQL │\n```"): [],
}


@pytest.mark.parametrize(("place", "expected"), ASIDE.items(), ids=[f"{one[0]}: {one[1][:30]}" for one in ASIDE])
def test_terms_and_drawings_name_what_no_sentence_does(place: tuple[str, str], expected: list[str]) -> None:
    assert stack(place[1], place[0])[0] == expected


def test_what_is_said_more_often_holds() -> None:
    text = "PostgreSQL keeps the rows.\n\nPostgreSQL keeps the logs.\n\nThe cache is not PostgreSQL."

    assert stack(text) == (["postgresql"], [])
    assert stack("MySQL was here.\n\nNo MySQL.") == ([], ["mysql"])


def auth(text: str, section: str) -> list[str]:
    return [str(one.scheme) for one in spec_of(f"# T\n\n## {section}\n\n{text}\n").auth]


SCHEMES = {
    ("Glossary", "- **JWT**: JSON Web Token used for authentication"): ["jwt"],
    ("Glossary", "- **OAuth**: a protocol for delegated access"): [],
    ("Requirements", "The system SHALL create users during Google OAuth sign-in."): ["oauth2"],
    ("요구사항", "시스템은 OAuth 로그인 때 회원을 만들어야 한다"): ["oauth2"],
    ("Acceptance Criteria", "- THEN the system revokes all active JWT tokens of the user"): ["jwt"],
    ("Acceptance Criteria", "- THEN the log has no JWT"): [],
    ("Authentication Flow", "```\nLogin:\n  → Compare hash → Generate JWT → Return {user}\n```"): ["jwt"],
    ("Answers", '```json\n{ "token": "JWT_TOKEN", "user": {} }\n```'): ["jwt"],
    ("Answers", '```json\n{ "token": "JWTX-1", "note": "not a JWT" }\n```'): [],
    ("Authentication Flow", "```\n// the JWT library is not used\n```"): [],
    ("Requirements", "The API shall authenticate all requests using API key or JWT token"): ["jwt", "api_key"],
    ("요구사항", "시스템은 API Key 또는 JWT 토큰을 사용해 모든 요청을 인증해야 한다"): ["jwt", "api_key"],
    ("의존성", "- SPEC-001 (가입) - JWT 토큰 기반 인증"): ["jwt"],
    ("Dependencies", "- session-based auth of SPEC-001"): ["session"],
    ("Authentication", "- X-API-Key header"): ["api_key"],
    ("Authentication", "Forms; session/JWT-based auth."): ["jwt", "session"],
    ("Authentication", "Services authenticate with OAuth 2.0 client credentials"): ["client_credentials"],
    ("Authentication", "Machine-to-machine calls use OAuth2 (client_credentials)"): ["client_credentials"],
    ("인증", "서비스 간 호출은 client credentials"): ["client_credentials"],
    ("인증", "서비스 간 호출은 OAuth 2.0 클라이언트 자격 증명"): ["client_credentials"],
    ("요구사항", "시스템은 client credentials 토큰으로 서비스를 인증해야 한다"): ["client_credentials"],
    ("Requirements", "The service shall know other services by the client credentials grant"): ["client_credentials"],
    ("Authentication", "OAuth 2.0 with Google; partners use client credentials"): ["oauth2", "client_credentials"],
    ("Authentication", "JWT, not client credentials"): ["jwt"],
    ("Authentication", "The service gets a token from Keycloak with client credentials"): [],
    ("Requirements", "The form shall keep the client credentials of the agency"): [],
    ("Authentication", "`POST /oauth/token` answers within 1 s"): [],
    ("Authentication", "HTTP Basic"): ["basic"],
    ("Security", "OAuth 2.0, not JWT"): ["oauth2"],
    ("인증", "JWT 대신 세션 쿠키를 사용한다"): ["session"],
    ("Authentication", "No authentication"): ["none"],
    ("Authentication", "Currently the harbour API does not provide authenticated access."): ["none"],
    ("Authentication", "The service does not support authentication."): ["none"],
    ("인증", "현재 항만 API는 인증을 제공하지 않는다."): ["none"],
    ("Authentication", "The gate does not support authenticators of phones."): [],
    ("Overview", "The legacy gate does not provide authenticated access."): [],
    ("Overview", "The API has no authentication."): ["none"],
    ("Security", "- No auth layer unless a later scope asks for it."): ["none"],
    ("Security", "- OAuth tokens for Tide Watch are stored encrypted."): [],
    ("인증", "- 세션 관리 및 보안 처리"): [],
    ("Overview", "This continues the spring-jwt-login project."): [],
    ("인증", "로그인하면 JWT를 쿠키로 내려준다"): ["jwt"],
    ("인증", "OAuth2로 로그인하고 SSO를 쓴다"): ["oauth2"],
    ("Security", "- JWT tokens: safe session management"): ["jwt"],
    ("보안", "- JWT 토큰: 안전한 세션 관리"): ["jwt"],
    ("General Instructions", "- No authentication or authorization required (can be added later)."): ["none"],
    ("Authentication", "Basic authentication using bcrypt and JWT for sessions"): ["jwt"],
    ("Assumptions", "No authentication is required."): ["none"],
    ("Context", "The project intentionally avoids persistence, authentication, and tenancy."): ["none"],
    ("Overview", "This change introduces no authentication."): ["none"],
    ("Requirements", "Requests without a session SHALL be rejected with 401."): ["session"],
    ("Requirements", "The API SHALL issue a JWT-based session cookie with `httpOnly`."): ["jwt"],
    ("Requirements", "Guests without a session of golf SHALL wait."): [],
    ("개요", "무인증 공개 배포라 누구나 부른다."): ["none"],
    ("Overview", "The project avoids authentication errors by retrying."): [],
    ("Overview", "The form introduces no authentication."): [],
    ("Assumptions", "- No authentication/authorization is required in v1: any boat is shown to anyone."): ["none"],
    ("Assumptions", "- No authentication is required in tests: they run as the owner."): [],
    ("Overview", "All endpoints require a valid Lucia session."): ["session"],
    ("Overview", "- 모든 엔드포인트는 세션 검증 필수. 아니면 401"): ["session"],
    ("Access Rule", "- 모든 경로는 인증된 세션이 필요하다."): ["session"],
    ("Access Rule", "- A valid session is required for all paths."): ["session"],
    ("Access Rule", "- 화상 회의마다 새 세션이 필요하다."): [],
    ("Overview", "Booking a boat requires a session with an instructor."): [],
    ("Gate Review", "- Security: PASS, endpoints are guarded with `JwtAuthGuard`"): ["jwt"],
    ("Overview", "A small engine. No authentication, real database, or UI required."): ["none"],
    ("Overview", "A small engine. No authentication tokens, or keys required in tests."): [],
    ("Assumptions", "- No authentication is currently enforced for the API. We recommend adding OAuth later."): [
        "none"
    ],
    ("Assumptions", "- No authentication is currently enforced for the harbour's clock."): [],
    ("Security", "- No authentication is currently implemented"): ["none"],
    ("Security", "- No authentication is currently implemented on this endpoint"): [],
    ("Authentication", "None is asked. For production, consider:\n\n- API key authentication\n- OAuth"): [],
    ("Authentication", "What callers may consider theirs. They send:\n\n- a JWT"): ["jwt"],
    ("인증", "세션 쿠키를 쓴다. 운영에서는 다음의 도입을 검토:\n\n- OAuth 로그인"): ["session"],
    ("Features", "- 소셜 로그인 (Google, Kakao)"): ["oauth2"],
    ("Authentication", "| Name | What |\n|---|---|\n| `SESSION_SECRET` | signs sessions |"): ["session"],
    ("Summary", "Sign-in with backend-managed session handling"): ["session"],
    ("API", '```json\n{"accessToken": "eyJhbGciOiJIUzI1NiJ9.e30"}\n```'): ["jwt"],
    ("API", '```json\n{\n  "token": "<JWT>"\n}\n```'): ["jwt"],
    ("API", '{\n"token": "JWT_TOKEN"\n}'): ["jwt"],
    ("API", '```json\n{"idToken": "eyJhbGciOiJIUzI1NiJ9.e30"}\n```'): [],
    ("API", '```json\n{"token": "3fa9c1"}\n```'): [],
    ("가정", "MVP 단계에서 인증 없이 API를 노출해도 된다"): ["none"],
    ("가정", "인증 없이 서비스를 공개한다"): ["none"],
    ("가정", "관리자 화면은 인증 없이 열리지 않는다"): [],
    ("가정", "모든 업무 API는 별도 인증 없이 호출합니다."): ["none"],
    ("가정", "콜백 API는 나중에 인증 없이 두지 않는다"): [],
    ("Security", "The guard MAY support more ways to authenticate (JWT, OAuth) in future phases."): [],
    ("Security", "Callers send a JWT, and OAuth comes in a later version."): ["jwt"],
    ("보안", "JWT 토큰으로 인증한다. 향후 OAuth 로그인을 붙인다."): ["jwt"],
    ("Security", "In future audits the JWT is checked, API keys are not"): ["jwt"],
    ("개요", "이 서비스는 인증이 없다."): ["none"],
    ("Requirements", "`GET /books` needs no authentication"): [],
    ("Requirements", "The service shall keep the Stripe API key secret and authenticate with it"): [],
    ("Requirements", "The service shall verify the webhook signature with the API key for authentication"): [],
    ("Environment", "`STRIPE_API_KEY` is set"): [],
    ("Requirements", "The API requires authentication"): [],
    ("의존성", "- PyJWT 2.8"): [],
    ("Notes", "JWT tokens authenticate callers"): [],
    ("Security", "Callers use basic authentication over TLS"): ["basic"],
    ("Authentication", "Basic authentication"): ["basic"],
    ("Security", "The API uses HTTP Basic auth"): ["basic"],
    ("Security", "Admin calls to the API use HTTP Basic auth"): ["basic"],
    ("Security", "Partners call the API with Basic auth"): ["basic"],
    ("보안", "인증은 HTTP Basic을 사용한다"): ["basic"],
    ("Security", "The carrier's API uses HTTP Basic auth (key id and secret)"): [],
    ("Security", "Every request to Ferryline carries HTTP Basic auth"): [],
    ("Security", "`CarrierClient`: calls the tariff API with Basic Auth"): [],
    ("Security", "The tide office is called with Basic authentication"): [],
    ("Security", "Fetch tides from the harbour office via HTTP Basic auth"): [],
    ("보안", "결제사 API는 HTTP Basic 인증을 쓴다"): [],
    ("보안", "승인 API를 시크릿 키(Basic Auth)로 호출한다"): [],
    ("Authentication", "Only what is needed for basic authentication, no password reset"): [],
    ("인증", "- 로그인하면 `md_session` 쿠키를 내려 준다"): ["session"],
    ("요구사항", "로그인에 성공하면 토큰을 저장하고 그 값을 `app_session` 쿠키로 내려야 한다"): ["session"],
    ("요구사항", "시스템은 게임 세션을 생성해야 한다"): [],
    ("가정", "- 인증 없음 (한 사람만 쓴다)"): ["none"],
    ("가정", "- 인증 없음이 표시된 화면"): [],
    ("인증", "세션 쿠키를 쓴다.\n\n제외 범위:\n\n- OAuth 로그인\n- JWT 기반 인증"): ["session"],
    ("Authentication", "Session cookies.\n\nOut of scope:\n\n- OAuth login\n- JWT"): ["session"],
    ("인증", "- JWT, Refresh Token, OAuth는 MVP 범위에서 제외한다."): [],
    ("Authentication", "- JWT, refresh tokens and OAuth are out of scope."): [],
    ("Assumptions", "- **Out of scope topics**: password reset, sign-in with OAuth (GitHub, etc.)"): [],
    ("Overview", "The design leaves room for future extensibility for things like OAuth sign-in."): [],
    ("Requirements", "System MUST keep who is signed in on the server (Session ID in HTTP-only cookie)."): ["session"],
    ("Error Handling", "| Expired JWT | 401 |\n|---|---|\n| Invalid or expired JWT | 401 |"): ["jwt"],
    ("Error Handling", "- The token of the partner is no JWT"): [],
    ("Glossary", "- **Gate**: The JWT verification middleware of the harbour"): ["jwt"],
    ("Requirements", "WHEN credentials are valid THEN the Desk SHALL create an authenticated session"): ["session"],
    ("Requirements", "WHEN a login is valid THEN the Desk SHALL create a session and answer with a JWT"): ["jwt"],
    ("Requirements", "WHEN a diver logs a dive THEN the Desk SHALL create a session record"): [],
    ("요구사항", "자격 증명으로 로그인하면 시스템은 인증된 세션을 생성해야 한다"): ["session"],
    ("Clarifications", "- Q: How do people sign in? → A: Server-side sessions"): ["session"],
    ("Clarifications", "- Q: How do people sign in? → A: TBD (JWT?)"): [],
    ("Requirements", "The system SHALL let skippers sign in with Google or a password."): ["oauth2"],
    ("Requirements", "The system SHALL offer GitHub login."): ["oauth2"],
    ("요구사항", "시스템은 카카오 로그인과 네이버 로그인을 지원해야 한다"): ["oauth2"],
    ("요구사항", "시스템은 네이버 로그인 없이 회원을 받아야 한다"): [],
    ("Requirements", "The system SHALL fetch what GitHub logs in the night."): [],
    ("Overview", "Google login is out of scope."): [],
    ("Authentication", "- Password only. Social login (OAuth) and SSO are out of scope"): [],
    ("Authentication", "- Social login (OAuth) is used"): ["oauth2"],
    ("Assumptions", "No authentication or authorization is required for this simple API (it can come later)"): ["none"],
    ("Assumptions", "No authentication or authorization is required for this report"): [],
    ("Login", "- Bearer tokens\n- OAuth providers (A, B) - future enhancement"): [],
    ("Decisions", "The cart token is the secret and there is no authenticated session cookie."): [],
    ("Login", "- OAuth providers (A, B), and a future enhancement of the menu"): ["oauth2"],
    ("기능", "- **로그인**: Cookie/Session 기반의 로그인"): ["session"],
    ("기능", "- 쿠키/세션 목록 화면"): [],
    ("Sailors", "Sailors sign in with Google or with a password."): ["oauth2"],
    ("기능", "- 카카오/네이버 로그인"): ["oauth2"],
    ("기능", "- 카카오 지도에 로그인 화면을 띄운다"): [],
    ("Conventions", "- Auth: none for the shop; basic auth for admins"): ["basic"],
    ("인증", "- API 키 인증은 이번 범위에서 제외된다."): [],
    ("인증", "- 조회는 JWT 인증 대상에서 뺀다."): ["jwt"],
    ("비기능 요구사항", "- **인증 불필요**: 공개 API"): ["none"],
    ("Requirements", "The API shall not require authentication."): ["none"],
    ("인증", "- JWT 토큰 기반\n- OAuth2 표준에 따라 필드명은 'username'이다"): ["jwt"],
    ("Authentication", "- JWT; by the OAuth2 standard the field is `username`"): ["jwt"],
    ("요구사항", "API는 인증을 요구해서는 안 된다."): ["none"],
}


@pytest.mark.parametrize(("place", "expected"), SCHEMES.items(), ids=[f"{one[0]}: {one[1][:40]}" for one in SCHEMES])
def test_schemes(place: tuple[str, str], expected: list[str]) -> None:
    assert auth(place[1], place[0]) == expected


IDENTITY = {
    "Callers authenticate through Keycloak": ["auth.identity_provider=keycloak"],
    "인증은 Supabase Auth에 맡긴다": ["auth.identity_provider=supabase"],
    "Sign-in is delegated to Auth0": ["auth.identity_provider=auth0"],
    "We do not use Keycloak": [],
    "Keycloak vs Auth0": [],
    "The clerk of the shop has a token": [],
}


@pytest.mark.parametrize(("text", "expected"), IDENTITY.items(), ids=IDENTITY)
def test_external_identity_providers(text: str, expected: list[str]) -> None:
    spec = spec_of(f"# T\n\n## Authentication\n\n{text}\n")

    assert [one.value for one in spec.settings] == expected


CALLERS = {
    "## 보안 및 인증\n### 6.1. JWT 기반 인증\n설명": ["jwt"],
    "## Security\n### API key authentication\nKeys are made in the console.": ["api_key"],
    "## Security\n### JWT vs. sessions\nBoth were weighed.": [],
    "## Data Model\n### JWT Token (logical)\n| Claim | Type |\n|---|---|\n| sub | string |": ["jwt"],
    "## 데이터 모델\n- 서명된 JWT, 6시간": ["jwt"],
    "## Data Model\n- **Session**: signed JWT of six hours": ["jwt"],
    "## Data Model\n- no signed JWT is kept\n- `jwt_id`: the JWT id of a visitor": [],
    "## Interface\n```yaml\nopenapi: 3.0.3\ncomponents:\n  securitySchemes:\n    bearerAuth:\n      type: http\n"
    "      scheme: bearer\n      bearerFormat: JWT\n```": ["jwt"],
    '## API\n```json\n{"components": {\n  "securitySchemes": {\n    "key": {\n      "type": "apiKey",\n'
    "    }\n  }\n}}\n```": ["api_key"],
    "## API\n```yaml\ncomponents:\n  securitySchemes:\n    kept:\n      type: apiKey\n      in: cookie\n"
    "      name: sid\n```": ["session"],
    "## API\n```yaml\ncomponents:\n  securitySchemes:\n    login:\n      type: http\n      scheme: basic\n"
    "  schemas:\n    Door:\n      type: apiKey\n```": ["basic"],
    "## API\n```yaml\ncomponents:\n  securitySchemes:\n    some:\n      type: http\n      scheme: bearer\n```": [],
    "## Authentication\nAll calls need:\n- `x-api-key`: Internal API key": ["api_key"],
    "## Authentication\nWe send:\n- the Mailer API key": [],
    "## Authentication\n```http\nAuthorization: Bearer sk_your_api_key\n```": ["api_key"],
    "## Authentication\n```http\nAuthorization: Bearer your_key_holder\n```": [],
    "## API\n```yaml\nupstream:\n  type: oauth2\n  scheme: basic\n```": [],
    "## Security\n- Session: stored in Redis, idle 30 min": ["session"],
    "## 환경\n- 인증: 세션 쿠키, Redis에 저장": ["session"],
    "## What we need\nSign-in is by password; the server keeps sessions in Redis.": ["session"],
    "## Purpose\nTwo ways in: a session for the browser, a bearer JWT for programs.": ["jwt", "session"],
    "## Purpose\nA training session for the crew.": [],
    "## Requirements\n#### Scenario: Home\n- **THEN** the system stores a session ID in HTTP-only cookie": ["session"],
    "## Requirements\n#### Scenario: Home\n- **THEN** the system shows the session in a calendar": [],
    "## What we need\nTraining sessions are stored in PostgreSQL. Sign-in is by password.": [],
    "## Requirements\n#### Scenario: Unknown caller\n- **WHEN** a request comes without a valid API key\n"
    "- **THEN** the answer is 401": ["api_key"],
    "## HTTP\nBuoys send their key in the `X-Buoy-Key` header.": ["api_key"],
    "## HTTP\nThe answer has an `X-Cache-Key` header.": [],
    "## HTTP\n```http\nGET /boats\nX-API-Key: <key>\n```": ["api_key"],
    "## HTTP\n```http\nGET /boats\nAuthorization: Bearer <jwt>\n```": ["jwt"],
    "## HTTP\n```http\nGET /boats\nAuthorization: Bearer <token>\n```": [],
    "## HTTP\nRequests are authenticated using a token: `Authorization: Bearer YOUR_API_KEY`, your API key.": [
        "api_key"
    ],
    "## Authentication\n- 관리자 세션 필수": ["session"],
    "## Authentication\nClients send personal access tokens.": ["api_key"],
    "## API\n- GET /boats\n\n## Notes\n- No authentication is currently enforced.": ["none"],
    "## Notes\n- JWT is what most would take.": [],
    "## 인증\n현재 인증은 적용되어 있지 않다.": ["none"],
    "## Requirements\n#### Scenario: Bad key\n- **WHEN** the Stripe API key is missing or an invalid key\n"
    "- **THEN** the answer is 500": [],
    "## Data Model\n### Skipper\nRepresents a user who registers via Harbour OAuth.": ["oauth2"],
    "## Data Model\n### Session\n- Session token is sent as `HttpOnly`, `Secure` cookie": ["session"],
    "## Data Model\n### Skipper\nThe OAuth standard was looked at. A cookie is kept for the language.": [],
    "## Requirements\n- **FR-004**: System MUST authenticate users via [NEEDS CLARIFICATION: SSO or OAuth2?]": [],
}


@pytest.mark.parametrize(("text", "expected"), CALLERS.items(), ids=CALLERS)
def test_how_callers_are_known(text: str, expected: list[str]) -> None:
    assert [one.scheme for one in spec_of(f"# T\n\n{text}\n").auth] == expected


LIVES = {
    "## Authentication\n- an access token lives 15 minutes": [900],
    "## Authentication\n- a new access token is given (p95 below 300 ms)": [],
    "## Authentication\n- a new access token is given in 0.3 s": [],
    "## 인증\n- 액세스 토큰 15분": [900],
    "## 인증\n- 액세스 토큰 발급 p95 2초": [],
}


@pytest.mark.parametrize(("text", "expected"), LIVES.items(), ids=LIVES)
def test_how_long_a_token_lives_and_how_fast_it_comes(text: str, expected: list[int]) -> None:
    auth = spec_of(f"# T\n\n- JWT\n\n{text}\n- JWT\n").auth

    assert [lifetime.seconds for one in auth for lifetime in one.lifetimes] == expected


KINDS = {
    "- 15분짜리 액세스 토큰과 7일짜리 리프레시 토큰을 준다": {"access": 900, "refresh": 604_800},
    "- 7일짜리 리프레시 토큰과 15분짜리 액세스 토큰": {"access": 900, "refresh": 604_800},
    "- 액세스 토큰은 15분, 리프레시 토큰은 7일": {"access": 900, "refresh": 604_800},
    "- a 15-minute access token and a 7-day refresh token": {"access": 900, "refresh": 604_800},
    "- JWT; 15 minutes access, 7 days refresh": {"access": 900, "refresh": 604_800},
    "- 30초짜리 영상과 리프레시 토큰": {},
    "- 유효 시간 30분의 액세스 토큰과 14일의 리프레시 토큰을 발급한다": {"access": 1800, "refresh": 1_209_600},
    "- 액세스 토큰은 30분의 유효 시간을 갖는다": {"access": 1800},
}


@pytest.mark.parametrize(("text", "expected"), KINDS.items(), ids=KINDS)
def test_which_token_lives_how_long(text: str, expected: dict[str, int]) -> None:
    auth = spec_of(f"# T\n\n## Authentication\n- JWT\n{text}\n").auth

    assert {each.name: each.seconds for one in auth for each in one.lifetimes} == expected


IDLE = {
    "- Session: 20 minutes idle, 8 hours absolute": {"idle": 1200, "absolute": 28800},
    "- Session cookies end after 8 hours absolute and 20 minutes idle": {"idle": 1200, "absolute": 28800},
    "- Session: idle 20 min, absolute 8 h": {"idle": 1200, "absolute": 28800},
    "- 세션: 유휴 20분, 절대 8시간": {"idle": 1200, "absolute": 28800},
    "- Session cookie: 20 minutes idle": {"idle": 1200},
    "- Session cookie: ends when it has not been used for 20 minutes": {"idle": 1200},
    "- 20분 동안 쓰지 않은 세션은 끝난다": {"idle": 1200},
    "- Session cookie: rate 20 minutes idle": {},
}


@pytest.mark.parametrize(("text", "expected"), IDLE.items(), ids=IDLE)
def test_which_end_of_a_session_a_time_is(text: str, expected: dict[str, int]) -> None:
    (auth,) = spec_of(f"# T\n\n## Authentication\n{text}\n").auth

    assert {one.name: one.seconds for one in auth.lifetimes} == expected


LISTED = {
    "## User Roles\n\n### Skipper\n\nCan see all.\n\n### Deck Hand\n\nSees some.": ["skipper", "deck hand"],
    "## Personas\n\n### Busy Anna\n\nSails often.": [],
    "## Features\n- Role-based authorization (Admin and Skipper)": ["admin", "skipper"],
    "## Requirements\n- Users with the role `ADMIN` SHALL see all.": ["admin"],
    "## 요구사항\n- 사용자의 `role`이 `editor`이면 시스템은 작성을 허용해야 한다.": ["editor"],
    "## 요구사항\n- 시스템은 `reviewer` 역할이 아닌 사용자의 호출을 허용하지 않아야 한다.": ["reviewer"],
    "## Requirements\n- only Pilot and Mate roles SHALL write.": ["pilot", "mate"],
    "## Overview\nAll writes are restricted to Pilot/Mate roles.": ["pilot", "mate"],
    "## Requirements\n- only Business roles SHALL matter.": [],
    '## Requirements\n- The API SHALL count other guests under the "Participant" role.': [],
    "## Requirements\n- The role of `Redis` is to be fast.": [],
    "## Roles\n- admin\n- dispatcher\n- driver": ["admin", "dispatcher", "driver"],
    "## 권한\n- 관리자\n- 의사\n- 환자": ["admin", "의사", "환자"],
    "## Actors\n- **Admin**\n- Night guard": ["admin", "night guard"],
    "## Permissions\n- JWT\n- OAuth2": [],
    "## Access Control\n- **Tenant isolation**: rows of one yard\n- **Audit**: all is logged": [],
    "## Access Control\n- **Admin**: sees all\n- **Pilot**: sees boats": ["admin", "pilot"],
    "## Role permissions\n- **Pilot**: sees boats": ["pilot"],
    "## Roles\n- admin\n- may read and write all of the orders of the shop": [],
    "## Roles\n- admin": [],
}


@pytest.mark.parametrize(("text", "expected"), LISTED.items(), ids=LISTED)
def test_bare_lists_of_roles(text: str, expected: list[str]) -> None:
    assert [one.name for one in spec_of(f"# T\n\n{text}\n").roles] == expected


CONTRACTS = {
    "### GET /berths\n- `200 OK` (If JWT role is `Keeper`)\n- `403` (If JWT role is `Skipper` or `Deck Hand`)": [
        "keeper", "skipper", "deck hand",
    ],
    "### GET /berths\n- `200 OK` → `{ \"name\": \"string\", \"role\": \"Keeper|Skipper\" }`": ["keeper", "skipper"],
    "### POST /logins\n```json\n{ \"role\": \"Keeper\" // or \"Skipper\" or \"Deck Hand\"\n}\n```": [
        "keeper", "skipper", "deck hand",
    ],
    "### GET /berths\n| 응답 | 조건 |\n|---|---|\n| 403 | `KEEPER` 권한 |\n| 201 | 성공. 권한은 `SKIPPER` |": [
        "keeper", "skipper",
    ],
    "### POST /chats\n```json\n{ \"role\": \"user|assistant\" }\n```": [],
    "### GET /berths\n- `200 OK` → `{ \"role\": \"string\" }`\n- what its role is `Set` for": [],
    "### GET /berths\n`GET` 권한이 있다. `READ` 권한도. `berths` 권한 표": [],
    "### GET /berths\n- **URL**: `/berths/` (Warden 권한 필요)": ["warden"],
    "### GET /berths\n- 관리자 권한이 있는 사용자만": ["admin"],
    "### GET /berths\n- 쓰기 권한이 있는 사용자만, 조회 권한 필요": [],
    "### DELETE /berths\n```js\nrouter.delete('/', authenticate, requireRole('keeper'), f);\n```": ["keeper"],
    "### GET /berths\n- for a Calling_User with role `'skipper'`": ["skipper"],
    "### POST /berths\n```ts\nrouter.post('/', requireRole('keeper', 'mate'), f);\n```": ["keeper", "mate"],
    "### POST /berths\n\nKept by `require_role([\"keeper\", \"mate\"])`.": ["keeper", "mate"],
    "### POST /berths\n- `Depends(require_roles(Role.ADMIN, Role.DECK_HAND))`": ["admin", "deck_hand"],
    "### POST /berths\n```java\n@PreAuthorize(\"hasAnyRole('ADMIN', 'KEEPER')\")\n```": ["admin", "keeper"],
    "### POST /berths\n```py\n@roles_required(\"keeper\")\nhas_role(user, \"mate\")\n```": ["keeper", "mate"],
    "### POST /berths\n```cs\n[Authorize(Roles = \"Keeper,Mate\")]\n```": ["keeper", "mate"],
    "### POST /berths\n```js\nrouter.post('/', protect, restrictTo('keeper', 'mate'), f);\n```": ["keeper", "mate"],
    "### POST /berths\n```py\nrequire_role(role)\nrequire_role(\"role\")\nhas_permission('berths')\n```": [],
    "### POST /berths\n```java\nhasAuthority('SCOPE_read')\nloadRole('x'); checkHole('y');\n```": [],
    "### Role matrix\n| Endpoint | Admin | Keeper | Mate |\n|---|---|---|---|\n| `/berths` | allowed | 403 | 403 |": [
        "admin", "keeper", "mate",
    ],
    "### Answers\n| Endpoint | Admin | Keeper |\n|---|---|---|\n| `/berths` | 200 | 403 |": [],
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CONTRACTS.items(), ids=CONTRACTS)
def test_roles_of_contracts(text: str, expected: list[str]) -> None:
    assert [one.name for one in spec_of(f"# Berth API\n\n## Endpoints\n\n{text}\n").roles] == expected
