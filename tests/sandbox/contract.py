"""Every answer against PagerDuty's own description, but for the places where it is wrong."""

import functools
import json
import re

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

DOCUMENT = "urn:rest"

# Where the real API is known to differ from the description. Patterns for the call (method, path
# and status), for the place in the answer, and for what is wrong there; then the reason.
NULLS = (
    r"(auto_resolve_timeout|acknowledgement_timeout|last_incident_timestamp|response_play"
    r"|support_hours|alert_grouping|alert_grouping_timeout|end|start|description|job_title|vendor"
    r"|schedule|timeout|created_by|priority|resolved_at|parent|website_url|integration_guide_url"
    r"|config|id|end_time|integration_email|\w+_regex)"
)
KNOWN_DIFFERENCES = (
    (
        r"(GET|PUT) /services/\{id\}/custom_fields/values 20[01]",
        r"\$\.custom_fields\.\d+\.value",
        "is not of type 'object'",
        "a value is what its type says, as the examples show; the description calls it an object",
    ),
    (
        ".*",
        rf".*\.{NULLS}",
        "None is not (of type|one of)",
        "an unset field is null, as PagerDuty's guide says; the description seldom allows it",
    ),
    (
        r"GET /schedules/\{id\}/overrides 200",
        "status",
        "",
        "the description says 201 for reading overrides; the API answers 200",
    ),
    (
        r"POST /schedules/\{id\}/overrides 201",
        r"\$",
        "is not of type 'array'",
        "the old single form is answered in its own envelope",
    ),
    (
        r"GET /vendors/\{id\} 200",
        r"\$\.vendor",
        "is not of type 'array'",
        "the description says an array; the API answers one object",
    ),
    (
        r"(GET|POST|PUT) /escalation_policies(/\{id\})? 20[01]",
        r".*\.escalation_rule_assignment_strategy",
        "is not (of type|one of)",
        "the strategy is an object with a type, as PagerDuty's own examples show",
    ),
    (
        r"GET /(services|escalation_policies|users|schedules|teams|oncalls|incidents).* 200",
        r".*\.type",
        "is not one of",
        "with include[] a reference's place holds the whole object, whose type has no _reference",
    ),
    (
        r".* /services/\{id\}/integrations.*",
        r"\$\.integration\.email_parsers",
        "should be non-empty|is too short",
        "an integration without parsers has an empty list",
    ),
    (
        r"DELETE /services/\{id\}/integrations/\{integration_id\} .*",
        "status",
        "",
        "works, and is not described",
    ),
    (
        r".*",
        r"(.*_rules?(\[\d+\])?|\$\..*_rules?(\[\d+\])?)\.contact_method\.type",
        "is not one of",
        "a rule holds the contact method itself: clients tested on PagerDuty take no reference",
    ),
    (
        r".* /services/\{id\}/integrations.*",
        r".*\.email_parsers.*\.match_predicate.*",
        "is a required property",
        "a condition has either children or a part, where the description wants both",
    ),
    (
        r".* /services.*",
        r".*\.alert_grouping",
        "'rules' is not one of",
        "what the old field says of content-based grouping; the description leaves it out",
    ),
    (
        r"GET .*/licen.*",
        r".*\.(self|html_url)",
        "None is not of type 'string'",
        "a licence has no address, as the examples of the description show",
    ),
    (
        r"GET /users/me 400",
        r"\$\.error",
        "is not of type 'object'",
        "an account's token is told so in a bare string",
    ),
    (
        r"(POST|PUT) /schedules.* 400",
        r"\$\.error\.errors",
        "is not of type 'array'",
        "errors of layers are a map from field to messages",
    ),
    (
        r".* 401",
        r"\$",
        "not JSON",
        "without a token the answer is a line of text",
    ),
    (
        r"GET /v3/schedules/\{id\} 400",
        "status",
        "",
        "not described: how the API answers for the id of a layered schedule",
    ),
    (
        r"(GET|PUT|POST|DELETE) .* (400|402|404|429|405|403)",
        "status",
        "",
        "refusals that any endpoint can give and the description lists only for some",
    ),
)


class Contract:
    """The description, ready to judge answers."""

    def __init__(self, document):
        self.document = nullable_made_plain(document)
        resource = Resource.from_contents(self.document, default_specification=DRAFT202012)
        self.registry = Registry().with_resource(DOCUMENT, resource)
        self.paths = [(pattern_of(path), path) for path in sorted(document["paths"], key=specific)]

    def judge(self, method, path, status, body):
        """Raises AssertionError for an answer that the description does not have."""
        template = self.template(path)
        call = f"{method} {template} {status}"
        breaches = list(self.breaches(method, template, status, body))
        unknown = [breach for breach in breaches if not self.known(call, *breach)]
        assert not unknown, f"{call} differs from PagerDuty's description: {unknown[:3]}"

    def known(self, call, where, what):
        for calls, places, problem, _ in KNOWN_DIFFERENCES:
            here = re.fullmatch(calls, call) and re.fullmatch(places, where)
            if here and re.search(problem, what):
                return True
        return False

    def template(self, path):
        return next((known for pattern, known in self.paths if pattern.fullmatch(path)), path)

    def breaches(self, method, template, status, body):
        responses = self.responses(method, template)
        if status not in responses:
            yield "status", f"{status} is not among {sorted(responses)}"
            return
        validator = self.validator(method, template, status)
        if validator is None or not body:
            return
        try:
            answer = json.loads(body)
        except ValueError:
            yield "$", "not JSON"
            return
        for error in validator.iter_errors(answer):
            yield from leaves(error)

    def responses(self, method, template):
        described = self.document["paths"].get(template, {})
        return described.get(method.lower(), {}).get("responses", {})

    @functools.cache  # noqa: B019 - one contract lives as long as the tests
    def validator(self, method, template, status):
        place = ["paths", template, method.lower(), "responses", status]
        place = self.followed([part.replace("~", "~0").replace("/", "~1") for part in place])
        if "application/json" not in self.at(place).get("content", {}):
            return None
        schema = "/".join([*place, "content", "application~1json", "schema"])
        schema = schema.replace("{", "%7B").replace("}", "%7D")
        return Draft202012Validator({"$ref": f"{DOCUMENT}#/{schema}"}, registry=self.registry)

    def followed(self, place):
        reference = self.at(place).get("$ref")
        return self.followed(reference.removeprefix("#/").split("/")) if reference else place

    def at(self, place):
        node = self.document
        for part in place:
            node = node[part.replace("~1", "/").replace("~0", "~")]
        return node


def leaves(error):
    """The deepest things that are wrong, with where they are."""
    where = "$" + "".join(f".{part}" for part in error.absolute_path)
    if error.validator in {"oneOf", "anyOf"} and error.context:
        branches = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        for inner in min(branches.values(), key=len):
            yield from leaves(inner)
    else:
        yield where, error.message


def specific(path):
    """Sorts `/users/me` before `/users/{id}`."""
    return [part.startswith("{") for part in path.split("/")], path


def pattern_of(path):
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))


def nullable_made_plain(node):
    """OpenAPI 3.0's `nullable` as JSON Schema says it, and references made absolute."""
    if isinstance(node, list):
        return [nullable_made_plain(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {name: nullable_made_plain(value) for name, value in node.items()}
    if isinstance(plain.get("type"), str) and plain.get("nullable") is True:
        plain["type"] = [plain["type"], "null"]
    if isinstance(plain.get("$ref"), str) and "$id" not in plain:
        plain["$ref"] = plain["$ref"].replace("{", "%7B").replace("}", "%7D")
    return plain
