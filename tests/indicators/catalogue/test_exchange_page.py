"""The pages by which the register comes in and goes out: tried first, for those who may, and safe to open."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.admin import exchange
from indicators.models import Item

pytestmark = pytest.mark.django_db
admin.autodiscover()

LISTS = ["recommendation", "indicator", "document"]
KINDS = ["csv", "xlsx", "json", "iati"]
TABLE = "document,reference,kind,title\nReview,R1,recommendation,Scan\nReview,R2,wish,<b>Queue</b>\n"


def address(act, model="recommendation"):
    return reverse(f"admin:indicators_{model}_{act}")


@pytest.fixture
def desk(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def staff(client):
    def let_in(*permissions):
        person = User.objects.create(username="somebody", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client.force_login(person)
        return client

    return let_in


def hand_in(client, button, content=TABLE, name="register.csv", **said):
    data = content if isinstance(content, bytes) else content.encode()
    return client.post(address("import_register"), {"file": SimpleUploadedFile(name, data), button: "1", **said})


@pytest.mark.parametrize("model", LISTS)
def test_each_list_leads_to_the_import_and_the_exports(desk, model):
    page = desk.get(address("changelist", model)).content.decode()
    for act in ("import_register", *(f"export_{kind}" for kind in KINDS)):
        assert address(act, model) in page
    assert desk.get(address("import_register", model)).status_code == 200


def test_a_try_tells_what_would_become_of_each_row_and_writes_nothing(desk):
    page = hand_in(desk, "try").content.decode()
    assert "2 added, 0 changed, 0 unchanged, 1 refused" in page
    assert "kind is “wish”; it is one of recommendation, indicator" in page
    assert "nothing is written" in page
    assert not Item.objects.exists()


def test_an_import_does_it(desk):
    page = hand_in(desk, "import").content.decode()
    assert "2 added, 0 changed, 0 unchanged, 1 refused" in page
    assert "nothing is written" not in page
    assert Item.objects.get().reference == "R1"


def test_what_a_file_says_is_shown_and_not_run(desk):
    page = hand_in(desk, "try", TABLE.replace("R2", "<script>alert(1)</script>")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_another_bodys_table_or_words_are_chosen(desk):
    hand_in(desk, "import", TABLE.replace("title", "title,status").replace("Scan", "Scan,Stalled"), scheme="politifact")
    assert Item.objects.get().reported_as == "in_progress"
    page = hand_in(desk, "try", mapping="gao").content.decode()
    assert "“items” has no column “publication_name”, which the mapping gao needs" in page


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"{", "a.json", "a.json is no JSON"),
        (b"PK\x03\x04", "a.xlsx", "a.xlsx: "),
        (b"", "a.csv", "The submitted file is empty."),
    ],
)
def test_a_file_that_is_no_register_gets_a_line(desk, content, name, reason):
    answer = hand_in(desk, "import", content, name)
    assert answer.status_code == 200
    assert reason in answer.content.decode()


def test_a_file_too_large_is_refused(desk, monkeypatch):
    monkeypatch.setattr(exchange, "MAX_FILE", 10)
    assert "The file is larger than 20 MB." in hand_in(desk, "import").content.decode()
    assert not Item.objects.exists()


def test_only_so_many_rows_are_shown_and_all_are_counted(desk, monkeypatch):
    monkeypatch.setattr(exchange, "MOST_SHOWN", 2)
    page = hand_in(desk, "try").content.decode()
    assert "And 1 more." in page


TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "iati": "application/xml",
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_is_a_file_to_keep_and_never_a_page(desk, register, load_data, kind):
    load_data(register)
    answer = desk.get(address(f"export_{kind}"))
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (TYPES[kind], "nosniff")
    ending = "xml" if kind == "iati" else kind
    assert answer["Content-Disposition"].startswith('attachment; filename="register-2')
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    if kind != "iati":
        assert "5 unchanged" in hand_in(desk, "try", answer.content, f"register.{kind}").content.decode()


def test_without_measures_the_list_says_so(desk):
    page = desk.get(address("export_iati"), follow=True).content.decode()
    assert "Nothing to export: no indicator here is a measure with a date" in page


@pytest.mark.parametrize("permissions", [(), ("view_item",), ("add_item",), ("change_item", "view_item")])
def test_who_may_not_write_items_imports_none(staff, permissions):
    client = staff("view_recommendation", *permissions)
    assert client.get(address("import_register")).status_code == 403
    assert hand_in(client, "import").status_code == 403
    assert not Item.objects.exists()
    listed = client.get(address("changelist")).content.decode()
    assert address("import_register") not in listed


def test_who_may_write_items_imports_them(staff):
    assert hand_in(staff("add_item", "change_item"), "import").status_code == 200
    assert Item.objects.count() == 1


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_look_exports_nothing(staff, kind):
    assert staff("view_recommendation").get(address(f"export_{kind}")).status_code == 403


def test_people_who_are_not_logged_in_are_led_to_the_log_in(client):
    for act in ("import_register", *(f"export_{kind}" for kind in KINDS)):
        assert client.get(address(act)).status_code == 302
