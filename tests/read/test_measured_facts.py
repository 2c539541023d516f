"""Targets, rate limits, regulations and third parties, and figures and names that only look like them."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of


def targets(text: str, section: str) -> list[tuple[str, float, int]]:
    return [(one.metric, one.value, one.percentile) for one in spec_of(f"# T\n\n## {section}\n\n{text}\n").targets]


TARGETS = {
    ("Operation", "95% of the reads answer within 300 ms."): [("latency", 300, 95)],
    ("Operations", "The service is available 99.9% of a month."): [("availability", 99.9, 0)],
    ("Operation", "In May we measured that 95% of the reads answered within 300 ms."): [],
    ("Operation", "Their API is available 99.9% of a month, as it was last year."): [],
    ("Architecture", "12% of the reads come from the app within 3 days."): [],
    ("Performance", "- p95 < 200 ms"): [("latency", 200, 95)],
    ("Success Criteria", "- **SC-002**: Response time is under 1 second for 95% of requests."): [("latency", 1000, 95)],
    ("Measurable Outcomes", "- **SC-001**: Skippers complete the form in under 9 seconds."): [],
    ("Success Criteria", "- **SC-001**: Users can find a berth in under 30 seconds."): [],
    ("성공 기준", "- **SC-001**: 사용자는 30초 이내에 자리를 찾을 수 있다."): [],
    ("Success Criteria", "- **SC-001**: Skippers moor in under 30 seconds."): [],
    ("Success Criteria", "- **SC-001**: Users can read their berths in under 2 seconds."): [("latency", 2000, 0)],
    ("Success Criteria", "- **SC-001**: Exports end within 30 seconds."): [("latency", 30000, 0)],
    ("성공 기준", "- **SC-001**: 내보내기 작업은 30초 이내에 끝난다."): [("latency", 30000, 0)],
    ("Performance", "- QPS: < 1 by day, peak QPS: ~5"): [],
    ("Technical Context", "**Constraints**: API responses under 300ms; no new libraries"): [("latency", 300, 0)],
    ("Technical Context", "**Constraints**: <300ms DB queries, HTTPS only"): [("latency", 300, 0)],
    ("Technical Context", "**Constraints**: shutdown <5s, images <500MB"): [],
    ("Performance", "- QPS: 50"): [("throughput", 50, 0)],
    ("Requirements", "THE Watch SHALL raise an alert when p99 latency exceeds 2000ms."): [],
    ("Requirements", "THE Watch SHALL 응답 시간 p99가 2000ms 초과 시 알람을 발생시킨다."): [],
    ("Requirements", "THE API SHALL 경보 목록을 2초 이내에 응답한다."): [("latency", 2000, 0)],
    ("성능 요구사항", "- API 응답은 10초를 넘지 않아야 한다."): [("latency", 10000, 0)],
    ("Performance", "- at most 1 s for writes and 300 ms for reads"): [("latency", 1000, 0), ("latency", 300, 0)],
    ("Technical Context", "**Performance Goals**: <4s making, <2s lists, 90 concurrent skippers"): [
        ("latency", 4000, 0),
        ("latency", 2000, 0),
        ("concurrency", 90, 0),
    ],
    ("Overview", "The old service had a response time in the range of 2 seconds."): [],
    ("Performance", "- answers in 2 s or less"): [("latency", 2000, 0)],
    ("Performance", "- latency: 1,500 ms at p99"): [("latency", 1500, 99)],
    ("Performance", "- < 200ms, 1,000 requests per second, 500 concurrent users"): [
        ("latency", 200, 0),
        ("throughput", 1000, 0),
        ("concurrency", 500, 0),
    ],
    ("Performance", "- 95% of write requests are answered within 400 ms"): [("latency", 400, 95)],
    ("Requirements", "IF the bank does not answer within 3 seconds, THEN the system SHALL retry."): [],
    ("요구사항", "은행이 3초 안에 응답하지 않으면, 시스템은 다시 보내야 한다."): [],
    ("성능 목표", "- p95 응답 시간 500ms 이하"): [("latency", 500, 95)],
    ("성능 목표", "- 조회: 3초 이내, 동시 사용자 1,000명"): [("latency", 3000, 0), ("concurrency", 1000, 0)],
    ("성능 목표", "- 200명의 동시 접속, TPS 300 이상"): [("throughput", 300, 0), ("concurrency", 200, 0)],
    ("비기능 요구사항", "- 가용성 99.9% 이상"): [("availability", 99.9, 0)],
    ("Environment", "**시스템 요구사항**:\n- Redis 가용성 99.9%\n- salt 10회 이상"): [("availability", 99.9, 0)],
    ("Assumptions", "1. **부하**: 피크 시간대 동접 1,000명 처리 가능"): [("concurrency", 1000.0, 0)],
    ("Acceptance Criteria", "1. ✅ 해싱 시간 <200ms (rounds=12)"): [("latency", 200.0, 0)],
    ("Environment", "배경: 예전 앱의 동기화 시간 < 2초"): [],
    ("성능 요구사항", "| 지표 | 목표 |\n|---|---|\n| 검색 | <10ms (P95) |\n| 가입 | <10ms (P95) |"): [
        ("latency", 10.0, 95),
        ("latency", 10.0, 95),
    ],
    ("비기능 요구사항", "- 캐시에서 답할 때: 1초 이내"): [("latency", 1000, 0)],
    ("Technical Context", "**Performance Goals**: No formal load target; reads come from memory (sub-100ms)"): [],
    ("기술 스택", "**성능 목표**: 목표 없음, 조회는 100ms 이내로 측정됨"): [],
    ("Technical Context", "**Performance Goals**: <500ms p95 response time, 100 concurrent users"): [
        ("latency", 500, 95),
        ("concurrency", 100, 0),
    ],
    ("개요", "- **성능 목표**: 응답 300ms 이내"): [("latency", 300, 0)],
    ("Requirements", "The system SHALL answer health checks\nwithin 100 ms."): [("latency", 100, 0)],
    ("요구사항", "시스템은 검색을 2초 이내에 끝내야 한다"): [("latency", 2000, 0)],
    ("Scenario: Large result", "- **WHEN** all rows are asked for\n- **AND** response time is under 1 second"): [
        ("latency", 1000, 0)
    ],
    ("Assumptions", "- The bank responds within 3 seconds"): [("latency", 3000, 0)],
    (
        "What we need",
        "The API must answer in less than 400 ms for 95% of requests and be available 99.5% of the time.",
    ): [
        ("latency", 400, 95),
        ("availability", 99.5, 0),
    ],
    ("Performance", "- **Throughput**: 1200 req/min (one instance)"): [("throughput", 20, 0)],
    ("성능", "- 분당 600건 처리"): [("throughput", 10, 0)],
    ("What we need", "Response time ≤ 300 ms."): [("latency", 300, 0)],
    ("What we need", "Authentication requests <200ms response time"): [("latency", 200, 0)],
    ("Overview", "**Success Metric**: Order placement completes in <3s."): [("latency", 3000, 0)],
    ("What we need", "Lists of ≤ 300 rows answer fast."): [],
    ("What we need", "A visitor must answer 3 questions in less than 5 minutes."): [],
    ("What we need", "People found that it answers in less than 400 ms."): [],
    ("Performance", "- timeout of 5 s, access token lives 900 s"): [],
    ("Performance", "- coverage above 90 %"): [],
    ("Performance", "- cache TTL under 60 s"): [],
    ("Performance", "- up to 100 items per page"): [],
    ("Technical Context", "**Scale/Scope**: ~1000 products, ~100 orders/day"): [],
    ("Requirements", "The system SHALL delete old rows within 60 seconds"): [],
    ("Requirements", "Reads of the cache SHOULD complete under 50ms (p95), with a record of each"): [
        ("latency", 50, 95)
    ],
    ("Requirements", "The system SHOULD look again after 50ms"): [],
    ("Overview", "People wait 3 seconds or less elsewhere."): [],
    ("Overview", "It is designed to support 500 concurrent users."): [("concurrency", 500, 0)],
    ("Overview", "The old one had 500 concurrent users."): [],
    (
        "Service levels",
        "### Response Targets\n\n| Call | p50 | p95 |\n|---|---|---|\n| GET /boats | 50ms | < 0.1 s |",
    ): [
        ("latency", 50, 50),
        ("latency", 100, 95),
    ],
    (
        "운영",
        "### 응답 시간 목표\n\n| 엔드포인트 | p95 (ms) | p99 (ms) | 비고 |\n|---|---|---|---|\n| 조회 | 120 | - | - |",
    ): [("latency", 120, 95)],
    ("Performance", "| Work | Target TPS | Max TPS |\n|---|---|---|\n| Reads | 1,000 | 2,000 |\n| Jobs | n/a | 3 |"): [
        ("throughput", 1000, 0)
    ],
    ("Performance", "| Call | p95 |\n|---|---|\n| Reads | < 200 ms |\n| Writes | fast |"): [("latency", 200, 95)],
    ("Performance", "### Measured\n\n| Call | p95 |\n|---|---|\n| Reads | 180 ms |"): [],
    ("Background", "| Call | p95 |\n|---|---|\n| Reads | 180 ms |"): [],
    ("성능", "### 부하 테스트 결과\n\n| 호출 | p95 |\n|---|---|\n| 조회 | 180ms |"): [],
    ("Performance", "| Pier | p95 |\n|---|---|\n| North | 12 |"): [],
    ("제외 범위", "- p95 200ms 이내"): [],
    ("제약사항", "- 동시에 5개 이상의 세션을 허용하지 않아야 한다"): [],
    ("Constraints", "- limit each user to 5 concurrent sessions"): [],
    ("제약사항", "- 예약 작업: `maxDuration` 최대 900초"): [],
    ("Constraints", "- 500 concurrent sessions"): [("concurrency", 500, 0)],
    ("Place search", "- **Success Criteria**:\n  - answer < 2 s\n- **Delay**:\n  - < 3 s"): [("latency", 2000, 0)],
    ("장소 검색", "- **성공 기준**:\n  - 자동완성 < 300ms\n- 기능:\n  - 3초 이내 표시"): [("latency", 300, 0)],
    ("Search", "성능 목표:\n\n- 검색: 1초 이내\n\n기타:\n\n- 5초 이내"): [("latency", 1000, 0)],
    ("Search", "- **Success**: shown\n  - < 3 s"): [],
    ("Data model", "### 예상 쿼리 성능 (1000명 기준)\n\n- 로그인: <50ms"): [("latency", 50, 0)],
    ("Data model", "### Performance\n\n- review: <50ms"): [],
    ("Testing Strategy", "### Performance Testing\n\n- 95% of requests under 200ms"): [("latency", 200, 95)],
    ("테스트 전략", "### 부하 테스트\n\n- 동시 사용자 100명"): [("concurrency", 100, 0)],
    (
        "Non-functional requirements",
        "| ID | Item | Of | Goal |\n|---|---|---|---|\n| NFR-1 | Load | Concurrent users | 900 |",
    ): [("concurrency", 900, 0)],
    ("비기능 요구사항 정의", "| ID | 항목 | 목표 |\n|---|---|---|\n| NFR-1 | SLA | 99.9% |\n| NFR-2 | 예산 | 900 |"): [
        ("availability", 99.9, 0)
    ],
    (
        "비기능 요구사항",
        "| NFR-1 | 가동률 | 99.5% 이상 가동률 |\n|---|---|---|\n| NFR-2 | 응답 | 95% 요청 1초 이내 응답 |",
    ): [("latency", 1000, 95)],
    ("Performance", "- lists p95 ≤ 3 s, reads p95 ≤ 2 s"): [("latency", 3000, 95), ("latency", 2000, 95)],
    ("Performance", "- 2k requests/second, 9k rows of log"): [("throughput", 2000, 0)],
    ("Testing Strategy", "### Unit Testing\n\n- every test under 200ms"): [],
}


@pytest.mark.parametrize(("place", "expected"), TARGETS.items(), ids=[f"{one[0]}: {one[1][:40]}" for one in TARGETS])
def test_targets(place: tuple[str, str], expected: list[tuple[str, float, int]]) -> None:
    assert targets(place[1], place[0]) == expected


def test_a_scenario_repeats_a_target_and_states_none_of_its_own() -> None:
    text = "## Performance\n\n- answers within 2 s\n\n## Acceptance Criteria\n\n- THEN it responds within 2 s\n"

    assert [(one.value, one.span.line) for one in spec_of(text).targets] == [(2000, 3)]


LIMITS = {
    ("Rate Limiting", "- 100 requests/minute per API key"): [(100, 60, "api key")],
    ("Security", "- IP당 분당 100개 요청으로 제한"): [(100, 60, "ip")],
    ("인증", "- 요청 제한: 사용자당 분당 60회"): [(60, 60, "user")],
    ("Components", "- Rate limiting (1000 req/min per API key)"): [(1000, 60, "api key")],
    ("Security", "- 120 requests/minute per IP, sign-in 5 requests/minute per IP"): [(120, 60, "ip"), (5, 60, "ip")],
    ("보안", "- IP당 분당 100개 요청, 로그인은 분당 5개 요청"): [(100, 60, "ip"), (5, 60, "ip")],
    ("Security", "- 10 requests/minute per IP, per user and per region"): [(10, 60, "user")],
    ("요청 제한", "- 일반 API: 사용자당 초당 20회, 초과 시 429"): [(20, 1, "user")],
    ("요청 제한", "- 초당 20회를 견딘다"): [],
    ("Components", "- about 1000 orders per day"): [],
    ("Overview", "The shop has 100 visitors per hour."): [],
}


@pytest.mark.parametrize(("place", "expected"), LIMITS.items(), ids=[f"{one[0]}: {one[1][:40]}" for one in LIMITS])
def test_rate_limits(place: tuple[str, str], expected: list[tuple[int, int, str]]) -> None:
    spec = spec_of(f"# T\n\n## {place[0]}\n\n{place[1]}\n")

    assert [(one.requests, one.seconds, one.key) for one in spec.rate_limits] == expected


REGULATIONS = {
    "OWASP 입력 검증 준수": ["OWASP"],
    "Personal data is kept as GDPR and 개인정보보호법 demand": ["GDPR", "PIPA"],
    "PCI-DSS level 2, WCAG 2.1": ["PCI-DSS", "WCAG"],
    "HIPAA is not required": [],
    "RFC 7807 problem details": [],
    "GDPR은 제외": [],
}


@pytest.mark.parametrize(("text", "expected"), REGULATIONS.items(), ids=REGULATIONS)
def test_regulations(text: str, expected: list[str]) -> None:
    assert [one.name for one in spec_of(f"# T\n\n## Security\n\n- {text}\n").compliance] == expected


THIRD = {
    ("Tech Stack", "- Storage: PostgreSQL, Cloudinary (images)"): ["Cloudinary"],
    ("Requirements", "The system SHALL send receipts via SendGrid"): ["SendGrid"],
    ("Requirements", "The system SHALL forward the audio to the OpenAI Whisper API"): ["OpenAI Whisper API"],
    ("요구사항", "시스템은 토스페이먼츠로 결제를 요청해야 한다"): ["토스페이먼츠"],
    ("요구사항", "시스템은 Acme Pay API를 호출해야 한다"): ["Acme Pay API"],
    ("Overview", "Pictures are stored in S3."): ["S3"],
    ("External APIs", "- Google Places API"): ["Google Places API"],
    ("External Services", "- Billing: https://bill.example.com, timeout 2 s"): ["Billing"],
    ("External Services", "- All calls are made with care and logged."): [],
    ("Tech Stack", "- mail by SendGrid or Mailgun"): [],
    ("Tech Stack", "- SendGrid vs Mailgun"): [],
    ("Tech Stack", "- pictures on local disk or S3"): [],
    ("기술 스택", "- 파일 저장: 로컬 파일 시스템 또는 S3 호환 저장소"): [],
    ("Tech Stack", "- pictures on an S3-compatible store"): [],
    ("Tech Stack", "- pictures on S3 for review"): ["S3"],
    ("Tech Stack", "- EmailProvider: mail via SendGrid/SES"): [],
    ("Architecture", "```\n├── Tool: weather (OpenWeatherMap)\n└── Mail (Mailgun/Postmark)\n```"): ["OpenWeatherMap"],
    (
        "Architecture",
        '```mermaid\ngraph TB\n  subgraph "External Services"\n    L[Orange Money API]\n    M[Payment API]\n'
        "    N[SMTP Server]\n  end\n  subgraph Backend\n    P[Harbour API]\n  end\n```",
    ): ["Orange Money API"],
    ("Requirements", "```\n├── weather (OpenWeatherMap)\n```"): [],
    ("Overview", "The pattern is that of Slack and Zendesk."): [],
    ("Requirements", "The system SHALL NOT use Stripe"): [],
    ("요구사항", "시스템은 Stripe를 사용하지 않아야 한다"): [],
    ("iOS App", "- push by Firebase Cloud Messaging"): [],
    ("Map Integration", "- Venue markers with clusters\n- Popups"): [],
    ("Out of Scope", "- payment through Stripe"): [],
    ("Requirements", "The system SHALL offer a REST API to the Admin service"): [],
    ("External Integrations", "- **Payments**: Stripe, Paddle (backup)"): ["Stripe", "Paddle"],
    ("External Integrations", "- **Email Service**: SendGrid or Postmark\n- **Map API**: Mapbox"): ["Mapbox"],
    ("External Integrations", "- **File Storage**: Wasabi or similar"): [],
    ("External Integrations", "- **PDF Generation**: Via `acme/paper`\n- **Acme Drive API**: Via `acme/drive`"): [
        "Acme Drive API"
    ],
    ("External Integrations", "- **Payment**: charges cards, timeout 3 s"): ["Payment"],
    ("External Integrations", "- **Picture Shelf**: AWS S3 or similar\n- **Backups**: AWS S3"): ["AWS S3"],
    ("External Integrations", "- [ ] Test the payment gateway (mocked)"): [],
    ("External Integrations", "- [x] **TideCast**: water levels"): ["TideCast"],
    ("Integrations", "### Clients\n\n| Service | Use |\n|---|---|\n| FeeDesk | refunds |\n| TideCast | levels |"): [
        "FeeDesk",
        "TideCast",
    ],
    ("Future Requirements (v2)", "### Integrations\n\n- **TideCast**: levels"): [],
    ("외부 API 연동", "- TideCast: 물때"): ["TideCast"],
    ("Architecture", "- **Payments**: Stripe (cards)\n- **Mail**: Mailgun (or Postmark)"): ["Stripe"],
    ("Architecture", "- **Data access**: written like Stripe"): [],
    ("Architecture", "- **External Services**: Stripe, TideCast, the sea"): ["TideCast", "Stripe"],
    ("Architecture", "- **External Services**: mocked or local"): [],
    ("Authentication", "| Who | By |\n|---|---|\n| All | Amazon Cognito User Pool |\n| Admins | Keycloak |"): [
        "Amazon Cognito",
        "Keycloak",
    ],
    ("Notes on the code", "Written like Keycloak."): [],
    ("Tech Stack", "- Discord.Net\n- Vapi.ai"): ["Vapi.ai"],
    ("외부 연동", "- **결제**: Toss Payments\n- **문자**: Aligo 또는 Twilio"): ["Toss Payments"],
    ("외부 연동", "| 종류 | 용도 |\n|---|---|\n| 지도 | Kakao Map |\n| 메일 | 영수증 발송 |"): ["Kakao Map", "메일"],
    ("API", "- `POST /api/webhooks/stripe`"): ["Stripe"],
    ("API", "- `POST /toss-payments/webhook` - 결제 결과"): ["Toss Payments"],
    ("API", "- `POST /webhooks/orders`\n- `GET /stripe/hooks`"): [],
    ("Requirements", "No order is accepted without the Stripe API"): ["Stripe"],
    ("Requirements", "Payment runs without Stripe API"): [],
    ("Requirements", "Payments are processed by Stripe, and OpenAI GPT-4로 요약한다"): ["Stripe", "OpenAI"],
    ("Requirements", "Stripe Seoul 사무실"): [],
    ("Dependencies", "- PyJWT\n\n### External Services\n\n- SendGrid - mail\n- TLS certificate for domain"): [
        "SendGrid"
    ],
    ("Dependencies", "- the Stripe SDK"): [],
    ("External Services", "| Service | How |\n|---|---|\n| Email (future) | Postmark |\n| Plaid | REST |"): ["Plaid"],
    ("External Services", "- SMS service: sent through Twilio"): ["Twilio"],
    ("외부 연동", "### 구글 폼 신청 수집\n\n구글 폼으로 받는다\n\n### 토스 결제\n\n결제한다"): ["토스 결제", "구글 폼"],
    ("외부 조위 수집 API 계약", "### 요청\n\n`POST /tides`"): [],
    ("외부 서비스", "- 문자 서비스: 알리고로 발송\n- 카카오 우편번호"): ["카카오 우편번호", "알리고"],
    ("Configuration", "| Variable | What |\n|---|---|\n| `SENDGRID_API_KEY` | mail |\n| `PORT_API_KEY` | ours |"): [
        "SendGrid"
    ],
    ("Configuration", "```env\nSTRIPE_SECRET_KEY=sk\n# TWILIO_AUTH_TOKEN=x\n```"): ["Stripe"],
    ("Tech Stack", "- the stripes of a slack line, sentry duty"): [],
    ("Infrastructure", "- **File Storage**: AWS S3\n- Sentry may come"): ["AWS S3"],
    ("Payments", "We use Stripe for payments and SendGrid to send receipts."): ["Stripe", "SendGrid"],
    (
        "Architecture",
        '```mermaid\ngraph TB\nsubgraph "외부 서비스"\nA[PG사 결제 API]\nB[우편번호 검색 API]\nC[선착장 API]\nend\n```',
    ): ["선착장 API"],
    ("기능", "- 결제는 PG사(토스페이먼츠)를 연동한다\n- Keycloak 또는 Dex 연동"): ["토스페이먼츠"],
    ("Requirements", "The system SHALL initialize OpenAI and Anthropic clients with a timeout"): [
        "OpenAI",
        "Anthropic",
    ],
    ("요구사항", "시스템은 Twilio와 SendGrid를 연동해야 한다"): ["Twilio", "SendGrid"],
    ("Requirements", "The API SHALL create a Stripe setup intent"): ["Stripe"],
    ("Requirements", "All keys (`OPENAI_API_KEY`, `PORT_API_KEY`) must be set at the start."): ["OpenAI"],
    ("개요", "- **스택**: SvelteKit 2 · Neon PostgreSQL · Vercel Blob · Twilio"): ["Vercel Blob", "Twilio"],
    ("개요", "- **본보기**: Slack · Zendesk"): [],
    ("기술 스택", "- **이메일**: SMTP 또는 발송 서비스 (예: SendGrid, Mailgun)"): [],
    ("요구사항", "Twilio, Mailgun, 문자 발송 등은 명시적으로 제외한다"): [],
    ("요구사항", "Stripe로 결제하고 환불 등은 제외한다"): ["Stripe"],
    ("Glossary", "- **Resend**: sends the mails\n- **Cloudinary**: keeps photos\n- **Stripe Elements**: a form"): [
        "Resend",
        "Cloudinary",
    ],
    ("용어집", "- **Supabase_Storage**: 사진을 두는 곳\n- **Mail_Token**: 한 번 쓰는 값"): ["Supabase Storage"],
    ("Tech Stack", "- a mail service (e.g. SendGrid)\n- Twilio (text messages)"): ["Twilio"],
}


@pytest.mark.parametrize(("place", "expected"), THIRD.items(), ids=[f"{one[0]}: {one[1][:40]}" for one in THIRD])
def test_third_parties(place: tuple[str, str], expected: list[str]) -> None:
    assert [one.name for one in spec_of(f"# T\n\n## {place[0]}\n\n{place[1]}\n").integrations] == expected


def test_one_service_is_one_integration() -> None:
    text = "## Overview\n\nMail goes through Sendgrid.\n\n## Integrations\n\n- SendGrid: https://api.sendgrid.com\n"

    assert [(one.name, one.span.line) for one in spec_of(text).integrations] == [("SendGrid", 7)]


def test_every_service_is_found_by_each_of_its_names() -> None:
    from groundplan.spec.system.services import known, spellings

    assert {word: known(word) for word in spellings()} == spellings()


def test_a_name_in_bold_before_an_address_is_a_third_party() -> None:
    text = "# T\n\n## Third parties\n\n- **Bank** `https://bank.example.com`: timeout 8 s, {}\n"
    (bank,) = spec_of(text.format("2 retries")).integrations

    assert (bank.name, bank.url, bank.timeout_seconds, bank.retries) == ("Bank", "https://bank.example.com", 8, 2)
    assert spec_of(text.format("1 retry; when it is down, 503")).integrations[0].retries == 1


def test_limits_of_letters_are_no_limits_of_calls() -> None:
    rows = "| 항목 | 제한 |\n|---|---|\n| 메모 | 최대 1,000자 |\n| 깊이 | 1단계 |\n| 호출 | 60회 |\n"
    text = f"# Notes\n\n## 규칙\n\n### 입력 제한\n\n{rows}"

    assert [one.requests for one in spec_of(text).rate_limits] == [60]


def test_heads_of_rows_say_how_third_parties_are_called() -> None:
    spec = spec_of(
        "# T\n\n## Other parties\n\n| Party | Max wait | Tried again |\n|---|---|---|\n"
        "| Mailgun | 5 s | twice, 10 s apart |\n| Tidewatch | 4 s | once |\n| Harbourly | none | as often as needed |\n"
    )

    assert [(one.name, one.timeout_seconds, one.retries) for one in spec.integrations] == [
        ("Mailgun", 5, 2),
        ("Tidewatch", 4, 1),
        ("Harbourly", None, None),
    ]
