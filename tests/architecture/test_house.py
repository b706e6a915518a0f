"""The house's rules hold, and each of them reports what it forbids."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from tests.architecture.conftest import House
from tools.house import code, direction, lock, markup, permissions, sizes
from tools.house.__main__ import RULES, problems
from tools.house.sources import PACKAGE, PROJECT, layers, may_know

Rule = Callable[[Path], Iterator[str]]
SCRIPT = "<script>x()</script>"
ENUM = """
class Permission:
    PUBLIC = "public"
    REVIEW_WRITE = "jury.review.write"
    LOG = "shared.log.read"
"""
RULE = "@rule(Permission.REVIEW_WRITE)\ndef can_write(actor): ...\n"


def test_the_house_keeps_its_rules() -> None:
    assert list(problems()) == []


# Each row: a rule, the files that break it, what it must say of them.
BROKEN: list[tuple[Rule, dict[str, str], str]] = [
    (
        direction.foreign_keys_point_down,
        {"people/models.py": "a = models.ForeignKey('jury.Review', on_delete=x)", "jury/apps.py": ""},
        "forebild/people/models.py:1: a foreign key points up, to jury",
    ),
    (
        direction.foreign_keys_point_down,
        {"library/models.py": "a = OneToOneField(to='jury.Review')", "jury/apps.py": ""},
        "forebild/library/models.py:1: a foreign key points up, to jury",
    ),
    (
        direction.foreign_keys_point_down,
        {"shared/audit/models.py": "\na = models.ManyToManyField('people.Person')", "people/apps.py": ""},
        "forebild/shared/audit/models.py:2: a foreign key points up, to people",
    ),
    (
        direction.templates_point_down,
        {"people/templates/people/me.html": '\n{% url "jury:desk" %}', "jury/apps.py": ""},
        'forebild/people/templates/people/me.html:2: points up, to jury: {% url "jury:desk"',
    ),
    (
        direction.templates_point_down,
        {"people/templates/people/me.html": "{% include 'website/x.html' %}", "website/apps.py": ""},
        "forebild/people/templates/people/me.html:1: points up, to website: {% include 'website/x.html'",
    ),
    (
        direction.templates_point_down,
        {"shared/ui/templates/ui/base.html": "{% url 'jury:desk' %}", "jury/apps.py": ""},
        "forebild/shared/ui/templates/ui/base.html:1: points up, to jury: {% url 'jury:desk'",
    ),
    (
        direction.apps_use_open_rooms,
        {"visits/views/a.py": "\nfrom forebild.jury.forms.conflicts import ConflictForm"},
        "forebild/visits/views/a.py:2: jury's room forms is its own",
    ),
    (
        direction.apps_use_open_rooms,
        {"visits/a.py": "from forebild.jury import lists", "jury/README.md": "others may use `states.py`"},
        "forebild/visits/a.py:1: jury's room lists is its own",
    ),
    (
        direction.apps_use_open_rooms,
        {"visits/a.py": "import forebild.jury.lists"},
        "forebild/visits/a.py:1: jury's room lists is its own",
    ),
    (
        code.views_start_from_actor,
        {"jury/views/desk.py": "def f():\n    return Review.objects.filter(x=1)"},
        "forebild/jury/views/desk.py:2: Review.objects without .for_actor(…)",
    ),
    (
        code.views_start_from_actor,
        {"jury/views/desk.py": "rows = models.Review._default_manager.all()"},
        "forebild/jury/views/desk.py:1: models.Review._default_manager without .for_actor(…)",
    ),
    (
        code.views_start_from_actor,
        {"shared/lists/views.py": "rows = SavedView.objects.all()"},
        "forebild/shared/lists/views.py:1: SavedView.objects without .for_actor(…)",
    ),
    (
        code.views_start_from_actor,
        {"jury/views/desk.py": "row = get_object_or_404(models.Review, pk=1)"},
        "forebild/jury/views/desk.py:1: models.Review without .for_actor(…)",
    ),
    (
        code.times_know_their_zone,
        {"people/queries.py": "x = timezone.make_aware(y)"},
        f"forebild/people/queries.py:1: make_aware: {code._TIME_GUESSES['make_aware']}",
    ),
    (
        code.secrets_come_from_secrets,
        {"people/models.py": "import uuid\ntoken = uuid.uuid4()"},
        "forebild/people/models.py:2: uuid4: take forebild.shared.models.new_public_id or secrets",
    ),
    (
        code.one_module_marks_safe,
        {"jury/tags.py": "mark_safe(x)", "shared/ui/markup.py": "SafeString(y)"},
        "forebild/shared/ui/markup.py:1: safe is said here and in jury/tags.py: one place is enough",
    ),
    (
        markup.templates_are_clean,
        {"jury/templates/jury/a.html": "{# |safe #}\n{{ x|safe }}"},
        "forebild/jury/templates/jury/a.html:2: unescaped text: |safe",
    ),
    (
        markup.templates_are_clean,
        {"jury/templates/jury/a.html": "{% autoescape off %}"},
        "forebild/jury/templates/jury/a.html:1: unescaped text: {% autoescape off",
    ),
    (
        markup.templates_are_clean,
        {"jury/templates/jury/a.html": '<p style="color: red">'},
        "forebild/jury/templates/jury/a.html:1: a style inside the page: style=",
    ),
    (
        markup.templates_are_clean,
        {"jury/templates/jury/a.html": "<script src='{% static 'x.js' %}'></script>\n" + SCRIPT},
        "forebild/jury/templates/jury/a.html:2: a script inside the page: <script>",
    ),
    (
        markup.templates_are_clean,
        {"jury/templates/jury/a.html": '<button type="button" onclick="x()">'},
        'forebild/jury/templates/jury/a.html:1: an event attribute: <button type="button" onclick=',
    ),
    (
        permissions.permissions_have_one_rule,
        {"shared/permissions.py": ENUM, "jury/permissions.py": ""},
        "REVIEW_WRITE has no rule",
    ),
    (
        permissions.permissions_have_one_rule,
        {"shared/permissions.py": ENUM, "jury/permissions.py": RULE + RULE},
        "REVIEW_WRITE has 2 rules: forebild/jury/permissions.py:2, forebild/jury/permissions.py:4",
    ),
    (
        permissions.permissions_have_one_rule,
        {"shared/permissions.py": ENUM, "jury/permissions.py": RULE},
        "LOG has no rule",
    ),
    (
        permissions.permissions_are_used,
        {"shared/permissions.py": ENUM, "jury/permissions.py": RULE},
        "REVIEW_WRITE is asked for nowhere",
    ),
]


@pytest.mark.parametrize(("rule", "files", "said"), BROKEN)
def test_a_rule_reports_what_it_forbids(house: House, rule: Rule, files: dict[str, str], said: str) -> None:
    assert said in list(rule(house(files)))


# Each row: a rule, and files that come near to breaking it and do not.
KEPT: list[tuple[Rule, dict[str, str]]] = [
    (
        direction.foreign_keys_point_down,
        {
            "jury/models.py": "a = ForeignKey('people.Person')\nb = ForeignKey('self')\n"
            "c = ForeignKey(Entry)\nd = OneToOneField('auth.Group')\ne = ForeignKey('audit.Record')\n"
            "f = Other('website.Page')",
            "people/apps.py": "",
            "website/apps.py": "",
            "shared/audit/apps.py": "label = 'audit'",
        },
    ),
    (
        direction.templates_point_down,
        {
            "jury/templates/jury/a.html": "{% url 'people:me' %}{% extends 'ui/base.html' %}{% url 'x' %}",
            "shared/ui/templates/ui/base.html": "{% url 'website:home' %}{% include 'jury/_part.html' %}",
            "shared/ui/apps.py": "label = 'ui'",
            "people/apps.py": "",
            "website/apps.py": "",
        },
    ),
    (
        direction.apps_use_open_rooms,
        {
            "visits/a.py": "from forebild.jury.services.reviews import x\nfrom forebild.jury import queries\n"
            "from forebild.jury.beside import y\nfrom forebild.people.reference.counties import z\n"
            "from forebild.visits.forms import f\nfrom forebild.shared.lists.pages import p\n"
            "import forebild.jury.models\nfrom django.forms import Form",
            "jury/README.md": "Others say their part (`beside.py`).",
            "people/README.md": "**Reference data** (`reference/`)",
            "sample/building.py": "from forebild.jury.forms import x",
        },
    ),
    (
        code.views_start_from_actor,
        {
            "jury/views/desk.py": "get_object_or_404(Review.objects.for_actor(actor), x=1)",
            "jury/queries.py": "Review.objects.all()",
            "jury/tests/views/test_desk.py": "Review.objects.all()",
        },
    ),
    (
        code.one_module_marks_safe,
        {"shared/ui/markup.py": "mark_safe(x)\nmark_safe(y)", "a.py": "import mark_safe"},
    ),
    (
        code.secrets_come_from_secrets,
        {"jury/models.py": "x = secrets.token_urlsafe()", "jury/tests/t.py": "uuid4()"},
    ),
    (
        markup.templates_are_clean,
        {
            "jury/templates/jury/a.html": '<script src="x.js" defer></script>{# onclick= #}'
            '<p class="style">on = {{ x }}'
            '<script type="application/ld+json">{}</script>{% comment %}<style>{% endcomment %}',
            "jury/templates/jury/mail/letter.html": '<p style="margin: 0">',
        },
    ),
    (
        permissions.permissions_have_one_rule,
        {"shared/permissions.py": ENUM, "people/models.py": ""},  # nobody has built jury yet
    ),
    (
        permissions.permissions_are_used,
        {
            "shared/permissions.py": ENUM,
            "jury/permissions.py": RULE + "@rule(Permission.LOG)\ndef f(actor): ...\n",
            "jury/services/review.py": "demand(actor, Permission.REVIEW_WRITE)",
            "jury/templates/jury/a.html": '{% may "LOG" %}',
        },
    ),
]


@pytest.mark.parametrize(("rule", "files"), KEPT)
def test_a_rule_lets_pass_what_is_meant(house: House, rule: Rule, files: dict[str, str]) -> None:
    root = house(files)
    said = list(rule(root))
    if rule is direction.templates_point_down:  # the frame may lead home, but not into the jury
        (root / "jury/apps.py").write_text("")
        assert [line for line in said if "website" in line] == []
    else:
        assert said == []


def test_each_rule_has_a_canary() -> None:
    assert {rule for rule, _files, _said in BROKEN} == set(RULES)


def test_layers_are_those_of_the_import_contract() -> None:
    assert {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()} == set().union(
        *layers()
    )
    assert may_know("jury", "competition")
    assert not may_know("competition", "jury")
    assert not may_know("library", "jury")
    assert not may_know("shared", "people")
    assert may_know("shared", "shared")


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_a_page_without_permission_is_reported_at_any_depth() -> None:
    guarded = page(Permission.PUBLIC)(plain)
    patterns = [path("a/", guarded), path("b/", include([path("c/", plain)]))]
    found = list(permissions.pages_name_their_permission(patterns))
    assert [line.rsplit(": ")[-1] for line in found] == [
        "tests.architecture.test_house.plain names no permission"
    ]
    assert list(permissions.pages_name_their_permission(patterns, foreign=("tests.",))) == []


HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    "entry",
    [
        f"--index-url https://packages.example/simple\nlib==1 \\\n    {HASH}",
        f"lib @ file:///home/me/lib \\\n    {HASH}",
        "lib==1",
        "lib==1 \\\n    --hash=md5:0",
    ],
)
def test_a_lock_with_addresses_paths_or_without_hashes_is_reported(tmp_path: Path, entry: str) -> None:
    (tmp_path / "runtime.txt").write_text(f"good==1.0 ; python_full_version >= '3.12' \\\n    {HASH}\n")
    assert list(lock.lock_is_portable(tmp_path)) == []
    (tmp_path / "runtime.txt").write_text(entry + "\n")
    assert list(lock.lock_is_portable(tmp_path)) != []


def test_a_lock_that_lacks_something_is_reported(tmp_path: Path) -> None:
    (tmp_path / "runtime.txt").write_text("a==1\nb==2\n")
    (tmp_path / "dev.txt").write_text("a==1\nb==3\n")
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\ndependencies = ["a>=1", "c[x]>=1"]\n[dependency-groups]\ndev = ["d"]\n')
    assert list(lock.lock_is_complete(tmp_path, project)) == [
        "b==2 is in runtime.txt but not in dev.txt",
        "c is in pyproject.toml but not locked; run ./run lock",
        "d is in pyproject.toml but not locked; run ./run lock",
    ]


def test_sizes_are_told_longest_first(house: House) -> None:
    body = "    x = 1\n"
    root = house(
        {
            "a.py": 'def long():\n    """Not counted."""\n' + body * 30 + "def short():\n" + body * 3,
            "b.py": "x = 1\n" * 201,
            "jury/templates/jury/a.html": "<p>\n" * 81,
        }
    )
    assert sizes.report(root).splitlines() == [
        "2 long files, 1 long functions (a compass, not a cage)",
        "   201 forebild/b.py:1",
        "    81 forebild/jury/templates/jury/a.html:1",
        "    30 forebild/a.py:1 long",
    ]


def test_the_repository_holds_no_lock_that_names_machines() -> None:
    assert "/uv.lock" in (PROJECT / ".gitignore").read_text().splitlines()
