"""The small scripts, in a real browser, against the other end that `urls.Document` plays."""

from threading import Event

import pytest

from tests.browser import wait_until

pytestmark = pytest.mark.browser

STATUS = "[data-autosave-status]"


@pytest.fixture
def writing(open_page, document):
    """A document open for writing, with a clock that the test moves."""

    def open_it(**options):
        return open_page("/dokument/", **options)

    return open_it


def write(page, text, field="#id_name"):
    page.fill(field, text)
    page.evaluate("document.activeElement.blur()")


def wait_for_state(page, state):
    page.wait_for_selector(f'{STATUS}[data-state="{state}"]')
    return page.inner_text(STATUS)


def wait_for_requests(page, document, count):
    for _ in range(200):
        if len(document.requests) >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{document.requests} after ten seconds, {count} expected")


# saving


def test_leaving_a_field_saves_what_changed_and_nothing_else(writing, document):
    page = writing()
    write(page, "Norrskens Verkstad AB")
    assert wait_for_state(page, "saved") == "Sparat 14.02"
    [request] = document.requests
    assert request["fields"] == {"name": "Norrskens Verkstad AB"}
    assert request["revision"] == 1
    assert request["tab"]


def test_the_next_save_builds_on_the_last(writing, document):
    page = writing()
    write(page, "A")
    wait_for_state(page, "saved")
    write(page, "B", "#id_challenge")
    wait_for_requests(page, document, 2)
    assert document.requests[1]["revision"] == 2
    assert document.requests[1]["fields"] == {"challenge": "B"}


def test_every_kind_of_answer_is_sent_as_what_it_is(writing, document):
    page = writing()
    page.check("#id_size_1")
    page.check("#id_themes_0")
    page.check("#id_themes_2")
    page.check("#id_agreed")
    page.select_option("#id_county", "06")
    page.evaluate("document.activeElement.blur()")
    for _ in range(100):
        sent = {name: value for request in document.requests for name, value in request["fields"].items()}
        if set(sent) == {"size", "themes", "agreed", "county"} and sent["themes"] == ["data", "climate"]:
            break
        page.wait_for_timeout(50)
    assert sent == {"size": "m", "themes": ["data", "climate"], "agreed": True, "county": "06"}


@pytest.fixture
def gate(document):
    """Closed: saves that arrive wait, and count as come only when it is opened."""
    document.gate = Event()
    yield document.gate
    document.gate.set()
    document.gate = None


def wait_for_arrival(page, document):
    for _ in range(200):
        if document.waiting:
            return
        page.wait_for_timeout(50)
    raise AssertionError("no save arrived within ten seconds")


def test_a_field_left_while_a_save_is_on_its_way_is_saved_as_soon_as_that_has_come(writing, document, gate):
    page = writing()
    write(page, "A")
    wait_for_arrival(page, document)
    write(page, "B", "#id_challenge")
    page.wait_for_timeout(200)
    assert document.waiting == 1  # one after the other
    gate.set()
    wait_for_requests(page, document, 2)
    assert [request["fields"] for request in document.requests] == [{"name": "A"}, {"challenge": "B"}]


def test_handing_everything_in_gives_up_a_save_on_its_way_and_begins_no_other(writing, document, gate):
    page = writing()
    given_up = []
    page.on("requestfailed", lambda request: given_up.append(request.url))
    write(page, "A")
    wait_for_arrival(page, document)
    assert given_up == []
    page.evaluate("""() => {
        const form = document.querySelector("form[data-autosave-url]");
        form.addEventListener("submit", (event) => event.preventDefault());
        form.requestSubmit();
    }""")
    write(page, "B", "#id_challenge")
    page.wait_for_timeout(300)
    assert [url.endswith("/dokument/spara/") for url in given_up] == [True]
    assert document.waiting == 1
    assert page.get_attribute(STATUS, "data-state") != "offline"


def test_while_writing_it_saves_every_ten_seconds(open_page, document):
    page = open_page("/komponenter/")
    page.clock.install()
    page.goto(page.url.replace("komponenter", "dokument"))
    page.locator("#id_name").press_sequentially("ABC")
    page.clock.run_for(9_000)
    assert document.requests == []
    page.clock.run_for(1_500)
    wait_for_requests(page, document, 1)
    assert document.requests[0]["fields"] == {"name": "ABC"}
    page.clock.run_for(30_000)
    page.wait_for_timeout(200)
    assert len(document.requests) == 1  # nothing changed, nothing sent


def test_a_reload_loses_nothing(writing, document):
    page = writing()
    write(page, "Kvar")
    wait_for_state(page, "saved")
    page.reload()
    assert page.input_value("#id_name") == "Kvar"


# when it does not work


def test_without_connection_it_says_so_keeps_the_text_and_tries_again(writing, document):
    page = writing()
    page.context.set_offline(True)
    write(page, "Utan nät")
    assert "fortsätter att försöka" in wait_for_state(page, "offline")
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    wait_for_state(page, "saved")
    assert document.requests[-1]["fields"] == {"name": "Utan nät"}


def test_what_could_not_be_saved_comes_back_at_the_next_visit(writing, document):
    page = writing()
    page.route("**/spara/", lambda route: route.abort())
    write(page, "Från igår")
    wait_for_state(page, "offline")
    page.unroute("**/spara/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    wait_for_state(page, "saved")
    assert page.input_value("#id_name") == "Från igår"
    assert document.requests[-1]["fields"] == {"name": "Från igår"}
    assert page.evaluate("localStorage.length") == 0


def test_what_was_sent_with_the_form_does_not_come_back_over_something_newer(writing, document):
    page = writing()
    page.evaluate("""localStorage.setItem('autosave:/dokument/spara/',
        JSON.stringify({revision: 1, fields: {name: 'Gammalt'}, sent: true}))""")
    document.revision, document.stored = 5, {"name": "Nytt"}
    page.reload()
    page.wait_for_timeout(300)
    assert page.input_value("#id_name") == "Nytt"
    assert document.requests == []


def test_a_server_in_trouble_is_tried_less_and_less_often(open_page, document):
    open_page.expect_errors()
    document.answers = [(503, {}), (503, {}), (503, {})]
    page = open_page("/komponenter/")
    page.clock.install()
    page.goto(page.url.replace("komponenter", "dokument"))
    write(page, "A")
    wait_for_state(page, "offline")
    wait_for_requests(page, document, 1)
    for wait, count in ((10_500, 2), (20_500, 2), (20_500, 3)):
        page.clock.run_for(wait)
        page.wait_for_timeout(300)
        assert len(document.requests) == count
    page.clock.run_for(61_000)
    wait_for_requests(page, document, 4)
    wait_for_state(page, "saved")


@pytest.mark.parametrize("status", [401, 403])
def test_signed_out_the_text_stays_and_is_sent_after_signing_in_again(open_page, writing, document, status):
    open_page.expect_errors()
    page = writing()
    page.route(
        "**/spara/",
        lambda route: route.fulfill(status=status, body="<p>sign in</p>", content_type="text/html"),
    )
    write(page, "Inloggad?")
    assert "loggats ut" in wait_for_state(page, "signed-out")
    assert page.locator("[data-autosave-sign-in]").is_visible()
    assert page.input_value("#id_name") == "Inloggad?"
    page.unroute("**/spara/")
    page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = 'old'")
    page.evaluate("dispatchEvent(new Event('focus'))")
    wait_for_state(page, "saved")
    assert document.requests[-1]["fields"] == {"name": "Inloggad?"}
    assert not page.locator("[data-autosave-sign-in]").is_visible()


def test_a_redirect_to_the_sign_in_page_is_understood(writing, document):
    page = writing()
    page.route("**/spara/", lambda route: route.fulfill(status=302, headers={"Location": "/logga-in/"}))
    write(page, "Inloggad?")
    wait_for_state(page, "signed-out")


def test_a_refusal_is_told_in_its_own_words_and_not_repeated(open_page, writing, document):
    open_page.expect_errors()
    document.answers = [(409, {"error": "Tävlingen har stängt."})]
    page = writing()
    write(page, "För sent")
    assert wait_for_state(page, "refused") == "Inte sparat. Tävlingen har stängt."
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(300)
    assert len(document.requests) == 1
    write(page, "Ändå")
    wait_for_state(page, "saved")


# two at once


def conflict(name, theirs, revision=9):
    answer = {"revision": revision, "saved_at": "14.03", "others": ["Karin Ek"]}
    return 200, {**answer, "conflicts": {name: {"theirs": theirs, "by": "Karin Ek"}}}


def test_somebody_else_writing_is_told(writing, document):
    document.answers = [
        (200, {"revision": 2, "saved_at": "14.02", "others": ["Karin Ek", "Bo Alm"], "conflicts": {}})
    ]
    page = writing()
    write(page, "A")
    wait_for_state(page, "saved")
    assert page.inner_text("[data-autosave-others]") == "Karin Ek, Bo Alm skriver också här just nu."


def test_what_somebody_else_changed_elsewhere_is_shown(writing, document):
    document.answers = [(200, {"revision": 4, "saved_at": "14.02", "updates": {"challenge": "Deras text"}})]
    page = writing()
    write(page, "A")
    wait_for_state(page, "saved")
    assert page.input_value("#id_challenge") == "Deras text"
    write(page, "B")
    wait_for_requests(page, document, 2)
    assert document.requests[1]["fields"] == {"name": "B"}


def test_the_same_answer_changed_by_two_is_never_overwritten_in_silence(writing, document):
    document.answers = [conflict("name", "Deras namn")]
    page = writing()
    write(page, "Mitt namn")
    wait_for_state(page, "conflict")
    assert page.inner_text(".autosave-conflict strong") == "Karin Ek skrev det här under tiden:"
    assert page.inner_text(".autosave-conflict blockquote") == "Deras namn"
    assert page.input_value("#id_name") == "Mitt namn"
    page.evaluate("dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(200)
    assert len(document.requests) == 1  # nothing is sent until the writer has chosen


def test_keeping_mine_saves_it_on_top_of_theirs(writing, document):
    document.answers = [conflict("name", "Deras namn")]
    page = writing()
    write(page, "Mitt namn")
    page.click("text=Behåll mitt")
    wait_for_state(page, "saved")
    assert document.requests[-1]["fields"] == {"name": "Mitt namn"}
    assert document.requests[-1]["revision"] == 9
    assert page.locator(".autosave-conflict").count() == 0
    assert page.evaluate("document.activeElement.id") == "id_name"


def test_using_theirs_needs_no_further_save(writing, document):
    document.answers = [conflict("name", "Deras namn")]
    page = writing()
    write(page, "Mitt namn")
    page.click("text=Använd deras")
    wait_for_state(page, "kept")
    assert page.input_value("#id_name") == "Deras namn"
    assert len(document.requests) == 1
    assert page.evaluate("document.querySelector('form[data-autosave-url]').dataset.unsaved") == "no"


def test_a_conflict_about_a_choice_is_told_in_the_choices_words(writing, document):
    document.answers = [
        conflict("size", "l"),
        conflict("themes", ["people", "climate"]),
        conflict("county", "12"),
    ]
    page = writing()
    for name, choose, words in (
        ("size", lambda: page.check("#id_size_0"), "50–249"),
        ("themes", lambda: page.check("#id_themes_0"), "Nya arbetssätt, Mindre spill och energi"),
        ("county", lambda: page.select_option("#id_county", "06"), "Skåne"),
    ):
        choose()
        page.evaluate("document.activeElement.blur()")
        place = page.locator(f".field:has([name={name}]) .autosave-conflict")
        place.wait_for()
        assert place.locator("blockquote").inner_text() == words
        place.locator("[data-keep=theirs]").click()
        place.wait_for(state="detached")
    assert page.is_checked("#id_size_2")
    assert not page.is_checked("#id_themes_0")
    assert page.is_checked("#id_themes_2")
    assert page.input_value("#id_county") == "12"


def test_their_text_never_becomes_markup(writing, document):
    document.answers = [conflict("name", "<img src=x onerror=alert(1)>")]
    page = writing()
    write(page, "Mitt")
    wait_for_state(page, "conflict")
    assert page.locator(".autosave-conflict img").count() == 0


def test_two_who_wrote_the_same_have_no_conflict(writing, document):
    document.answers = [conflict("name", "Samma")]
    page = writing()
    write(page, "Samma")
    wait_for_state(page, "saved")
    assert page.locator(".autosave-conflict").count() == 0


def test_a_listener_is_told_of_changes_not_of_every_save(writing, document):
    page = writing()
    page.evaluate(f"""() => {{
        window.told = [];
        new MutationObserver(() => told.push(document.querySelector('{STATUS}').textContent))
            .observe(document.querySelector('{STATUS}'), {{childList: true}});
    }}""")
    for count, text in enumerate("ABCD", start=1):
        write(page, text)
        wait_for_requests(page, document, count)
        page.wait_for_timeout(100)
    assert page.evaluate("told") == ["Sparat 14.02"]


# leaving, counting, keys


def test_leaving_with_unsaved_text_asks_and_with_saved_text_does_not(writing, document):
    page = writing()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    write(page, "Sparat")
    wait_for_state(page, "saved")
    page.goto(page.url)
    assert asked == []
    page.route("**/spara/", lambda route: route.abort())
    page.locator("#id_name").press_sequentially("Osparat")  # a page that nobody touched may not ask
    page.evaluate("document.activeElement.blur()")
    wait_for_state(page, "offline")
    page.goto(page.url)
    assert asked == ["beforeunload"]


def test_a_form_that_does_not_save_itself_asks_too_but_not_when_it_is_sent(open_page):
    page = open_page("/komponenter/formular/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#id_name").press_sequentially("A")
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-error-summary]")
    assert asked == []
    page.locator("#id_name").press_sequentially("B")
    page.goto(page.url.replace("formular/", ""))
    assert asked == ["beforeunload"]


def test_the_counter_counts_as_the_server_does(writing):
    page = writing()
    page.fill("#id_challenge", "å🏭\nb")
    assert "596 tecken kvar" in page.inner_text(".count")
    page.fill("#id_challenge", "x" * 603)
    assert "3 tecken för mycket" in page.inner_text(".count")
    assert page.locator(".count-live.is-over").count() == 1
    assert len(page.input_value("#id_challenge")) == 603  # nothing is cut off


def test_the_count_is_read_out_when_one_pauses(writing):
    page = writing()
    page.fill("#id_challenge", "abc")
    heard = page.locator(".count + [role=status]")
    assert heard.inner_text() == ""
    wait_until(page, "document.querySelector('.count + [role=status]').textContent !== ''")
    assert heard.inner_text() == "597 tecken kvar"


def test_after_a_mistake_reading_starts_at_the_summary_and_its_links_reach_the_fields(open_page):
    page = open_page("/komponenter/formular/")
    page.click("main button[type=submit]")
    wait_until(page, "document.activeElement.matches('[data-error-summary]')")
    for link in page.locator(".error-summary a").all():
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == target


def test_a_letter_follows_its_link_but_not_while_one_writes(writing):
    page = writing()
    page.focus("#id_challenge")
    page.keyboard.press("n")
    assert page.url.endswith("/dokument/")
    assert page.input_value("#id_challenge") == "n"
    page.fill("#id_challenge", "")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.wait_for_url("**/komponenter/")


def test_ctrl_and_enter_work_while_one_writes(writing):
    page = writing()
    page.evaluate("""document.querySelector('main form').addEventListener('submit', (event) => {
        event.preventDefault();
        window.sent = 1;
    })""")
    page.focus("#id_challenge")
    page.keyboard.press("Control+Enter")
    wait_until(page, "window.sent === 1")


def test_letters_can_be_switched_off_and_stay_off(writing):
    page = writing()
    page.click(".keys summary")
    assert page.locator("[data-keys-list] dt").all_inner_texts() == ["ctrl+enter", "/", "n"]
    assert page.locator("[data-keys-list] dd").all_inner_texts() == ["Skicka", "Sök", "Nästa"]
    page.uncheck("[data-keys-switch]")
    page.reload()
    page.keyboard.press("n")
    page.wait_for_timeout(200)
    assert page.url.endswith("/dokument/")
    page.click(".keys summary")
    assert not page.is_checked("[data-keys-switch]")
