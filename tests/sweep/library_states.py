"""The states of the library's public pages, and of the office's collections."""

from __future__ import annotations

from forebild.library.collections.models import Collection
from forebild.library.collections.tests.worlds import make_collection
from forebild.library.models import GoodExample
from forebild.library.services import examples
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World


@state("the search by need: words, a slip, filters, those most like us, nothing found")
def _searching(world: World) -> Answers:
    county = GoodExample.objects.public().earliest("pk").organisation.county
    yield world.get(ANYBODY, "library:examples", f"?q=robot&county={county}&technology=robots")
    yield world.get(ANYBODY, "library:examples", "?q=robbot")
    yield world.get(ANYBODY, "library:examples", "?order=alike")
    alike = "?order=alike&my_sector=metal&my_size=small&my_county=06&dimension=automation"
    yield world.get(ANYBODY, "library:examples", alike)
    yield world.get(ANYBODY, "library:examples", "?q=finnsinte&county=09&size=large&order=latest")
    yield world.get(ANYBODY, "library:examples", "?page=2")
    yield world.get(ANYBODY, "library:embedded", "?county=09&size=large&technology=xr")
    yield world.get(ANYBODY, "library:embedded")
    yield world.get(ANYBODY, "library:open_data", f"?county={county}&q=robot")


@state("counties: the map, one with stories, one without")
def _counties(world: World) -> Answers:
    yield world.get(ANYBODY, "library:counties")
    for county in ("jonkopings-lan", "gotlands-lan"):
        yield world.get(ANYBODY, "library:county", county=county)
    GoodExample.objects.filter(facts__county="06").update(state="withdrawn")
    yield world.get(ANYBODY, "library:county", county="jonkopings-lan")


@state("a collection: begun, refused, chosen, picked, previewed, published, changed, withdrawn, empty")
def _collecting(world: World) -> Answers:
    lead = world.person(LEAD)
    public = GoodExample.objects.public().select_related("organisation")
    story, other = public.earliest("pk"), public.latest("pk")
    Collection.objects.all().delete()
    yield world.get(LEAD, "library:collection_list")
    yield world.get(ANYBODY, "library:collections")
    yield world.post(LEAD, "library:collection_list", {"title": ""})
    begun = make_collection(lead, "Robotar som gick att köpa", public=False)
    parts = {"collection_id": begun.public_id}
    yield world.get(LEAD, "library:collection_edit", **parts)
    yield world.get(LEAD, "library:collection_choose", **parts)
    wrong = {"revision": begun.document.revision, "year_from": "2022", "year_to": "2016", "counties": ["06"]}
    yield world.post(LEAD, "library:collection_choose", wrong, **parts)
    yield world.get(LEAD, "library:collection_choose", f"?q={story.organisation.name[:4]}", **parts)
    yield world.get(LEAD, "library:collection_choose", "?q=finnsinte", **parts)
    chosen = make_collection(
        lead, "Vinnare 2016–2022", picked=[story.public_id, other.public_id, "borta"],
        outcome="winner", year_from=2016,
        ingress_sv="De som vann.", body_sv="Sju år.\n\n- Ett\n- Två",
    )  # fmt: skip
    parts = {"collection_id": chosen.public_id}
    yield world.get(LEAD, "library:collection_choose", "?q=AB", **parts)
    yield world.get(LEAD, "library:collection_preview", **parts)
    yield world.get(LEAD, "library:collection_list")
    yield world.get(ANYBODY, "library:collections")
    yield world.get(ANYBODY, "library:collection", slug=chosen.slug)
    yield world.post(LEAD, "library:collection_edit", {"revision": "x"}, **parts)
    yield world.get(LEAD, "library:collection_history", **parts)
    yield world.get(LEAD, "library:collection_withdraw", **parts)
    lonely = make_collection(lead, "Bara en", picked=[story.public_id])
    examples.withdraw_example(actor=lead, example=GoodExample.objects.get(pk=story.pk))
    yield world.get(ANYBODY, "library:collection", slug=lonely.slug)


@state("a story in one language alone, and as it is alone in the library")
def _one_language(world: World) -> Answers:
    story = GoodExample.objects.public().select_related("document").earliest("pk")
    document = story.document
    document.published_fields = {**document.published_fields, "deed_en": ""}
    document.save(update_fields=["published_fields"])
    yield world.get(ANYBODY, "library:example", slug=story.slug)
