"""Classified endpoints become operations: parameters, parents, access, bodies and answers."""

from __future__ import annotations

from dataclasses import replace

from groundplan.naming import Name
from groundplan.plan import auth, service
from groundplan.plan.access import rows
from groundplan.plan.access.access import World, joining, single_column, single_grant
from groundplan.plan.access.policies import Policies
from groundplan.plan.access.shown import MANY, Shown, Wider
from groundplan.plan.contract import answers, bodies, listing, samples
from groundplan.plan.contract.bodies import Bodies
from groundplan.plan.contract.parameters import apart, template
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Across, Joining, Link, Listing, Operation, Parent, PathParameter, Property, Schema
from groundplan.plan.model.blueprint import Keys, RateLimit
from groundplan.plan.model.data import Enum, Field, Resource, Type
from groundplan.plan.model.demands import Effect
from groundplan.plan.model.rights import Access
from groundplan.plan.operations import above, files, titles
from groundplan.plan.operations.completion import Drafts
from groundplan.plan.operations.keys import FIXED
from groundplan.plan.operations.operations import Classified
from groundplan.plan.operations.requirements import Spoken
from groundplan.plan.operations.signing import SignIn
from groundplan.spec.model import Endpoint, Requirement

_LISTS = ("list", "search", "export")
_WRITES = ("register", "create", "upload", "replace", "update", "me_update")
_SHOWS = (*_WRITES, "action", "read", "login", "me_read")
_OPEN = ("register", "login", "refresh", "token", "oauth_providers", "oauth_start", "oauth_callback")


class Assembler:
    """Makes the operations of one service, in order, and collects their bodies."""

    def __init__(
        self, world: World, drafts: Drafts, known: Policies, limits: tuple[RateLimit, ...], base: str, language: str,
        *, cursor: bool, role: Field | None, how: SignIn, issued: str,
        stated: tuple[Requirement, ...], keys: Keys | None = None,
    ) -> None:  # fmt: skip
        self.bodies = Bodies(world.resources)
        self._world = world
        self._drafts = drafts
        self._policies = known
        self._limits = limits
        self._base = base
        self._language = language
        self._cursor = cursor
        self._role = role
        self._keys = keys.resource if keys else ""
        self._secret = keys.shown if keys else ""
        self._spoken = Spoken(stated)
        self._places = {one.span: (order, one.id) for order, one in enumerate(stated) if one.id}
        every = (key for one in world.resources.values() for key in one.foreign_keys)
        self._kept = frozenset(one.resource for one in every if world.resources[one.resource].refuses_delete(one))
        self._tokens = issued == "tokens"
        self._cookies = issued == "session"
        self._providers = how.providers
        self._taken: set[str] = set()
        self._paths: set[tuple[str, str]] = set()
        self._fixed = self.bodies.fixed()
        self.wider: tuple[Wider, ...] = ()

    def operations(self, classified: tuple[Classified, ...]) -> tuple[Operation, ...]:
        """One operation an endpoint."""
        made = [self._led(one, self._operation(one)) for one in classified]
        reads = {
            one.resource: one for one in reversed(made) if one.kind == "read" and not one.parents and one.parameters
        }
        located = [_located(one, reads.get(one.resource)) for one in made]
        listed = Shown(self._world, self._policies, located)
        settled = [listed.settled(one, operation) for one, operation in zip(classified, located, strict=True)]
        self.wider = tuple(listed.wider)
        return tuple(self._answered(one, operation) for one, operation in zip(classified, settled, strict=True))

    def _behind(self, one: Classified, made: Operation) -> tuple[str, ...]:
        """The requirements that name the endpoint, speak of its action, or say who may use it."""
        spans = {span for rule in made.rules for span in rule.spans}
        spoken = self._spoken.mentioning(one, self._world.resources.get(made.resource))
        deciding = sorted((self._places[span] for span in spans if span in self._places), key=lambda found: found[0])
        done = one.action.requirements if one.action else ()
        said = one.file.requirements if one.file and one.kind == "upload" else ()
        return tuple(
            dict.fromkeys((*one.endpoint.requirements, *done, *said, *spoken, *(name for _, name in deciding)))
        )

    def _resource(self, entity: str) -> Resource | None:
        draft = self._drafts.find(entity) if entity else None
        return self._world.resources.get(draft.name.pascal) if draft else None

    def _about(self, one: Classified) -> Resource | None:
        """The resource of the operation: of a link the one that the path starts from, of the caller the account."""
        if one.kind in ("register", "login", "me_read", "me_update"):
            return self._world.resources.get(self._world.account)
        if one.kind in (*_OPEN, "logout", "logout_all", "health", "webhook_in"):
            return None
        if one.kind in ("link", "unlink") and one.route.parent and not one.route.rest:
            return self._resource(one.route.parent.entity)
        return self._resource(one.entity)

    def _provider_type(self) -> Type:
        """The closed set of the providers, so that the contract names them."""
        ids = tuple(one.id for one in self._providers)
        enum = Enum(name=Name.of("SignInProviderId"), values=ids, members=tuple((one.upper(), one) for one in ids))
        if enum not in self.bodies.enums:
            self.bodies.enums.append(enum)
        return Type(base="enum", enum=enum.name.pascal)

    def _right(self, one: Classified) -> Resource | None:
        if one.kind not in ("link", "unlink"):
            return None
        return self._world.resources.get(self._world.account) if one.route.rest else self._resource(one.route.entity)

    def _operation(self, one: Classified) -> Operation:
        resource, right = self._about(one), self._right(one)
        name = titles.unique(titles.identifier(one, resource, right), one.route, self._taken)
        written, parameters = template(one, self._base, self._resource)
        if one.kind in ("oauth_start", "oauth_callback"):
            parameters = tuple(replace(parameter, type=self._provider_type()) for parameter in parameters)
        path = apart(one.endpoint.method, written, self._paths)
        parents = above.parents(one, resource, parameters, self._resource)
        access, visible = self._access(one, resource, parents)
        made = Operation(
            id=name.camel,
            name=name,
            kind=one.kind,  # type: ignore[arg-type]
            method=one.endpoint.method,
            path=path,
            media_type=bodies.MEDIA.get(one.kind, bodies.JSON),
            tag=titles.tag(one, resource),
            summary=titles.summary(one, resource, right, self._language),
            description=one.endpoint.description,
            resource=resource.name.pascal if resource else "",
            parameters=parameters,
            parents=parents,
            query=bodies.callback_query() if one.kind == "oauth_callback" else (),
            provider=one.provider,
            access=access,
            visible=visible,
            success=answers.success(one.kind, None, "", ""),
            listing=self._listing(one, resource, parents, access),
            across=self._across(one, resource, parents),
            link=self._link(one, resource, right, parameters),
            joining=self._joining(one, resource),
            effects=_effects(one, resource),
            file=one.file,
            limit=service.limit_of(one.kind, path, self._limits),
            rule=one.rule,
            inferred=one.endpoint.origin == "inferred",
            under_base=one.kind != "health",
            span=one.endpoint.span,
        )
        return samples.told(replace(made, request=self._request(one, made, resource)), one.endpoint)

    def _answered(self, one: Classified, made: Operation) -> Operation:
        stated = one.endpoint
        schema = self._answer(one, made)
        success = answers.success(one.kind, stated, schema, made.location, cookies=self._cookies)
        if "Location" not in success.headers:
            made = replace(made, location="", location_key="")
        made = replace(made, success=success, requirements=self._behind(one, made))
        if one.own_row and one.kind == "replace":
            made = replace(made, success=replace(success, status=200), made=replace(success, status=201))
        body, resource = self.bodies.schemas.get(made.request), self._world.resources.get(made.resource)
        refusal = self.bodies.add(bodies.refusal_schema()) if one.kind == "token" else ""
        errors = answers.errors(
            made, stated, resource, body, self._kept, cookies=self._cookies, scoped=bool(self._keys), refusal=refusal
        )
        return replace(made, errors=errors)

    def _led(self, one: Classified, made: Operation) -> Operation:
        """The operation, led by who calls to its row or to the one above, where the path names none."""
        if one.own_row and one.kind != "create":
            column, resource = single_column(self._world, made.resource), self._world.resources[made.resource]
            return replace(made, caller_column=column, on_demand=resource.on_demand)
        if not one.under or not made.parents:
            return made
        parent = made.parents[0]
        column, resource = single_column(self._world, parent.resource), self._world.resources[parent.resource]
        return replace(made, parents=(replace(parent, caller_column=column),), on_demand=resource.on_demand)

    def _subject(self, one: Classified, resource: Resource | None, parents: tuple[Parent, ...]) -> str:
        """The resource whose row decides: the parent's for a nested collection, else the operation's own."""
        if parents and (one.under or one.route.shape in ("nested", "collection_action")):
            return parents[-1].resource
        collection = one.kind == "custom" and not any(step.parameter for step in one.route.steps)
        return "" if resource is None or collection else resource.name.pascal

    def _access(
        self, one: Classified, resource: Resource | None, parents: tuple[Parent, ...]
    ) -> tuple[Access, Access | None]:
        if one.kind in _OPEN or one.kind == "health" or (one.kind == "webhook_in" and not self._signed(one)):
            return Access(level="public", inferred=one.endpoint.access is None), None
        if one.kind == "webhook_in":
            note = one.endpoint.access
            return Access(level="signature", spans=(note.span,) if note else (), inferred=note is None), None
        if one.kind in ("me_read", "me_update", "logout", "logout_all") and self._world.account:
            return Access(level="authenticated", subject=self._world.account), None
        subject = self._subject(one, resource, parents)
        if one.kind in ("link", "unlink") and one.route.rest:
            return self._policies.tie(one, subject, self._resource(one.join))
        access = self._policies.operation(one, resource.name.pascal if resource else "", subject)
        if (one.own_row and one.kind != "create") or (one.under and parents):
            makes = one.kind == "replace" or self._world.resources[subject].on_demand
            return rows.of_own_row(access, single_grant(self._world, subject), makes=makes)
        if one.kind in MANY and access.by_role:
            return access, None
        if resource is not None and subject in ("", resource.name.pascal) and not _has_row(one):
            creates = one.kind in ("create", "upload")
            access = rows.for_collection(access, creates=creates, resource=subject, world=self._world)
            if creates or one.kind in MANY:
                return access, None
        return access, rows.may_see(self._policies.visible(subject), access) if subject else None

    def _signed(self, one: Classified) -> bool:
        return one.endpoint.access is None or one.endpoint.access.kind != "public"

    def _listing(
        self, one: Classified, resource: Resource | None, parents: tuple[Parent, ...], access: Access
    ) -> Listing | None:
        if one.kind not in (*_LISTS, "count") or resource is None:
            return None
        without = frozenset(parent.column for parent in parents)
        searching = one.kind == "search" or bool(one.endpoint.search)
        return listing.listing(resource, one.endpoint, without, access, search=searching, cursor=self._cursor)

    def _across(self, one: Classified, resource: Resource | None, parents: tuple[Parent, ...]) -> Across | None:
        join = self._resource(one.join) if one.across else None
        if join is None or resource is None:
            return None
        keys = {key.resource: key.column for key in join.foreign_keys}
        return Across(join=join.name.pascal, column=keys[parents[-1].resource], other=keys[resource.name.pascal])

    def _link(
        self, one: Classified, resource: Resource | None, right: Resource | None, parameters: tuple[PathParameter, ...]
    ) -> Link | None:
        join = self._resource(one.join)
        if one.kind not in ("link", "unlink") or join is None or resource is None or right is None:
            return None
        columns = [key for key in join.foreign_keys if key.resource in (resource.name.pascal, right.name.pascal)]
        left = next(key.column for key in columns if key.resource == resource.name.pascal)
        other = next(key.column for key in columns if key.resource == right.name.pascal and key.column != left)
        by_path = not one.route.rest
        seen = (
            self._policies.visible(right.name.pascal) if by_path and right.name.pascal != self._world.account else None
        )
        return Link(
            join=join.name.pascal,
            left_column=left,
            right_column=other,
            right_parameter=parameters[-1].name if by_path else "",
            right_resource=right.name.pascal,
            right_visible=seen if seen is not None and seen.level == "granted" else None,
        )

    def _joining(self, one: Classified, resource: Resource | None) -> Joining | None:
        if one.kind not in ("create", "upload") or resource is None or not self._world.account:
            return None
        found = joining(self._world, self._policies.visible(resource.name.pascal), resource.name.pascal)
        if found is None:
            return None
        member, values = found
        return Joining(
            join=member.join.name.pascal,
            resource_column=member.resource_column,
            caller_column=member.caller_column,
            values=values,
        )

    def _request(self, one: Classified, made: Operation, resource: Resource | None) -> str:
        """The name of the body that clients send, empty for none."""
        stated = one.endpoint
        if one.kind == "refresh" and self._tokens:
            return self.bodies.add(bodies.refresh_schema())
        if one.kind == "token":
            return self.bodies.add(bodies.grant_schema())
        if one.kind == "login" and resource is not None:
            password = auth.password_field(resource)
            return (
                self.bodies.add(bodies.login_schema(resource, auth.login_field(resource), password)) if password else ""
            )
        if one.kind == "webhook_in":
            return self._event(stated, made)
        if resource is not None and one.kind in _WRITES:
            return self._write(one, made, resource)
        if one.kind == "action" and stated.request and resource is not None:
            return self.bodies.action(made.name + "request", stated.request, resource)
        if one.kind == "custom" and stated.request:
            return self.bodies.custom(made.name + "request", "custom", stated.request, made.resource)
        return ""

    def _event(self, stated: Endpoint, made: Operation) -> str:
        name = Name((*made.name.words[1:-1], "event"))
        if stated.request:
            return self.bodies.custom(name, "event", stated.request)
        return self.bodies.add(Schema(name=name, kind="event", properties=bodies.event_properties()))

    def _write(self, one: Classified, made: Operation, resource: Resource) -> str:
        kind = {"me_update": "update"}.get(one.kind, one.kind)
        without = {parent.column for parent in made.parents}
        kept = self._withheld(made) if resource.name.pascal == self._world.account else set()
        without |= kept
        sent = ((find(resource, field.name), field) for field in one.endpoint.request or ())
        self.bodies.refused.update({field: None for column, field in sent if column and column.column in kept})
        if resource.name.pascal == self._keys and kind != "create":
            without |= FIXED
        if one.own_row:
            without.add(single_column(self._world, resource.name.pascal))
        if one.rule == "OP055":
            return self._one_field(one, made, resource)
        stated = files.beside(one.endpoint) if kind == "upload" else one.endpoint
        return self.bodies.write(kind, resource.name.pascal, stated, frozenset(without), made.name)

    def _withheld(self, made: Operation) -> set[str]:
        """The columns of an account that who calls does not set: those that only roles may, but by a role."""
        if made.access.by_role:
            return set()
        shared = made.kind in ("update", "replace") and made.access.roles
        return set(() if shared else self._world.guarded) | ({self._role.column} if self._role else set())

    def _one_field(self, one: Classified, made: Operation, resource: Resource) -> str:
        """`PUT /orders/{id}/status` sends the one field that its path names."""
        field = find(resource, one.route.rest[-1])
        sent = bodies.write_properties(resource, "replace")
        chosen: tuple[Property, ...] = tuple(
            replace(p, required=True) for p in sent if field and p.field == field.column
        )
        schema = Schema(name=made.name + "request", kind="update", resource=resource.name.pascal, properties=chosen)
        return self.bodies.add(schema)

    def _answer(self, one: Classified, made: Operation) -> str:
        """The name of the body of success."""
        kind = one.kind
        if kind in ("login", "refresh", "oauth_callback") and self._tokens:
            return self.bodies.add(bodies.tokens_schema())
        if kind == "oauth_callback" and self._cookies:
            return self.bodies.resource(self._world.account)
        if self._keys and made.resource == self._keys and kind in ("create", "action"):
            return self.bodies.add(bodies.key_schema(self._world.resources[self._keys], self._secret))
        if kind == "token":
            return self.bodies.add(bodies.granted_schema())
        if kind == "health":
            return self._fixed["health"]
        if kind == "oauth_providers":
            return [self.bodies.add(schema) for schema in bodies.providers_schemas()][-1]
        if kind == "count":
            return self.bodies.add(bodies.count_schema())
        if kind in ("list", "search") and made.resource:
            return self.bodies.page(made.resource, self._cursor)
        if kind in ("custom", "webhook_in", "link", "unlink"):
            return self._stated_answer(one, made)
        return self.bodies.resource(made.resource) if kind in _SHOWS and made.resource else ""

    def _stated_answer(self, one: Classified, made: Operation) -> str:
        for response in one.endpoint.responses:
            if not 200 <= response.status < 300:
                continue
            resource = self._resource(response.entity) if response.entity else None
            if resource is not None:
                name = resource.name.pascal
                return self.bodies.page(name, self._cursor) if response.many else self.bodies.resource(name)
            if response.fields:
                return self.bodies.custom(made.name + "response", "custom", response.fields, made.resource)
            if response.entity and made.resource:
                return self.bodies.resource(made.resource)
        return ""


def _located(made: Operation, read: Operation | None) -> Operation:
    """A create with the path that reads what it made."""
    if read is None or made.kind not in ("create", "register", "upload"):
        return made
    return replace(made, location=read.path, location_key=read.parameters[-1].column)


def _effects(one: Classified, resource: Resource | None) -> tuple[Effect, ...]:
    """What an action sets, in columns."""
    if one.action is None or resource is None:
        return ()
    found = ((setting, find(resource, setting.field)) for setting in one.action.settings)
    return tuple(
        Effect(column=field.column, source=setting.source, value=setting.value, property=setting.property)
        for setting, field in found
        if field is not None
    )


def _has_row(one: Classified) -> bool:
    return bool(one.route.steps) and bool(one.route.steps[-1].parameter)
