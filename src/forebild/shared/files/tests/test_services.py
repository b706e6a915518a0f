"""Files on disk and their rows: never a row without its file, and what is left over is swept."""

import hashlib
import os
import signal
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, models, transaction
from PIL import Image

from forebild.shared.errors import InvalidInput
from forebild.shared.files import disk, services, tasks
from forebild.shared.files import services as files
from forebild.shared.files.examine import examine
from forebild.shared.files.kinds import PICTURES
from forebild.shared.files.models import PictureUse, StoredFile
from forebild.shared.files.tests.samples import GOOD, PDF, picture, upload


def age(place, by=timedelta(hours=24, seconds=1)):
    moment = place.stat().st_mtime - by.total_seconds()
    os.utime(place, (moment, moment))


def folders(files_dir):
    return sorted(place.name for place in files_dir.glob("*/*"))


def test_a_document_is_stored_as_it_came(anna, files_dir):
    stored = files.store(upload("Årsredovisning.pdf", PDF), actor=anna)
    stored.refresh_from_db()
    assert (stored.name, stored.kind, stored.content_type) == ("Årsredovisning.pdf", "pdf", "application/pdf")
    assert str(stored) == "Årsredovisning.pdf"
    assert (stored.size, stored.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert (stored.width, stored.height, stored.renditions, stored.is_picture) == (None, None, [], False)
    assert stored.stored_by == anna.public_id
    assert stored.path().read_bytes() == stored.path(480).read_bytes() == PDF
    assert folders(files_dir) == [stored.folder]


def test_the_name_on_disk_tells_nothing(anna, files_dir):
    stored = files.store(upload("hemlig.pdf", PDF), actor=anna)
    on_disk = [str(place.relative_to(files_dir)) for place in files_dir.rglob("*")]
    assert not any("hemlig" in place or stored.public_id in place for place in on_disk)
    assert stored.folder != stored.public_id
    assert (files_dir / stored.folder[:2] / stored.folder).stat().st_mode & 0o077 == 0


def test_a_picture_is_stored_with_its_renditions(anna):
    stored = files.store(upload("bild.jpg", picture("JPEG", (2000, 1000))), actor=anna)
    stored.refresh_from_db()
    assert (stored.width, stored.height) == (2000, 1000)
    assert stored.renditions == [(480, 240), (960, 480), (1600, 800)]
    for least, width in [(1, 480), (480, 480), (481, 960), (1600, 1600), (1601, 2000), (None, 2000)]:
        with Image.open(stored.path(least)) as image:
            assert image.size == (width, width // 2)
    assert stored.sha256 == hashlib.sha256(stored.path().read_bytes()).hexdigest()
    assert stored.size == stored.path().stat().st_size


@pytest.mark.parametrize("actor", [None, AnonymousUser()])
def test_nobody_may_have_stored_it(db, actor):
    assert files.store(upload("rapport.pdf", PDF), actor=actor).stored_by == ""


def test_what_was_looked_through_already_is_stored_as_it_is(anna):
    found = examine(upload("bild.png", GOOD["bild.png"]))
    assert files.store(found, actor=anna).width == 60


def test_what_is_refused_leaves_nothing(anna, files_dir):
    with pytest.raises(InvalidInput, match=r"“rapport.pdf” could not be taken"):
        files.store(upload("rapport.pdf", PDF), actor=anna, kinds=PICTURES)
    assert (StoredFile.objects.count(), folders(files_dir)) == (0, [])


def test_deleting_takes_the_file_after_the_commit(transactional_db):
    stored = files.store(upload("rapport.pdf", PDF), actor=None)
    place = stored.path()
    with transaction.atomic():
        files.remove(stored)
        assert place.exists()
        transaction.set_rollback(True)
    assert place.exists()
    files.remove(StoredFile.objects.get())
    assert not place.parent.exists()
    assert not StoredFile.objects.exists()


def test_a_file_gone_already_does_not_hinder_deleting(transactional_db):
    stored = files.store(upload("rapport.pdf", PDF), actor=None)
    disk.remove(stored.folder)
    files.remove(stored)
    assert not StoredFile.objects.exists()


def test_rows_without_their_file_are_named(anna):
    kept, lost = (files.store(upload(f"{name}.pdf", PDF), actor=anna) for name in "ab")
    assert files.missing_files() == []
    lost.path().unlink()
    assert files.missing_files() == [lost]
    assert kept.path().exists()


def test_the_sweep_takes_only_what_is_old_and_has_no_row(anna, files_dir, django_assert_num_queries):
    kept = [files.store(upload("rapport.pdf", PDF), actor=anna) for _ in range(3)]
    orphans = [disk.write([("original", [b"x"])]) for _ in range(3)]
    unfinished = files_dir / "incoming" / "half"
    unfinished.mkdir()
    for place in [*files_dir.glob("*/*")]:
        age(place)
    young = disk.write([("original", [b"x"])])
    age(files_dir / young[:2] / young, timedelta(hours=23, minutes=59))
    with django_assert_num_queries(1):
        assert services.sweep_orphans() == 4
    assert folders(files_dir) == sorted([*(stored.folder for stored in kept), young])
    assert not set(orphans) & set(folders(files_dir))
    tasks.sweep_orphans(0)
    assert len(folders(files_dir)) == 4


def test_the_sweep_does_not_mind_what_is_taken_away_meanwhile(db, files_dir):
    (files_dir / "ab").mkdir()
    (files_dir / "ab" / "gone").symlink_to(files_dir / "nowhere")
    assert files.sweep_orphans() == 0


def test_a_rollback_leaves_an_orphan_that_is_swept(transactional_db, files_dir):
    with transaction.atomic():
        files.store(upload("rapport.pdf", PDF), actor=None)
        transaction.set_rollback(True)
    (orphan,) = files_dir.glob("*/*")
    assert files.sweep_orphans() == 0
    age(orphan)
    assert files.sweep_orphans() == 1
    assert folders(files_dir) == []


DIES = """
import os, signal, sys
from pathlib import Path
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"], settings.FILES_DIR = sys.argv[1], Path(sys.argv[2])
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.signals import post_save, pre_save
from forebild.shared.files import services
from forebild.shared.files.models import StoredFile
die = lambda **sent: os.kill(os.getpid(), signal.SIGKILL)
{"row": pre_save, "nothing": post_save}[sys.argv[3]].connect(die, sender=StoredFile)
services.store(SimpleUploadedFile("rapport.pdf", Path(sys.argv[4]).read_bytes()), actor=None)
"""


@pytest.mark.crash
@pytest.mark.parametrize(("killed_before", "row_count"), [("row", 0), ("nothing", 1)])
def test_killed_between_file_and_row(transactional_db, files_dir, tmp_path, killed_before, row_count):
    """Killed before the row is written; the control, after it is committed, leaves both."""
    (tmp_path / "rapport.pdf").write_bytes(PDF)
    words = [connection.settings_dict["NAME"], str(files_dir), killed_before, str(tmp_path / "rapport.pdf")]
    environment = {
        **os.environ,
        "PYTHONPATH": str(Path(services.__file__).parents[3]),
        "DJANGO_SETTINGS_MODULE": "forebild.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", DIES, *words], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert StoredFile.objects.count() == row_count
    (left,) = files_dir.glob("*/*")
    assert (left / "original").read_bytes() == PDF
    age(left)
    assert files.sweep_orphans() == 1 - row_count
    assert len(folders(files_dir)) == row_count


def test_two_rows_never_share_a_file(anna):
    stored = files.store(upload("rapport.pdf", PDF), actor=anna)
    stored.pk, stored.public_id = None, "x"
    with pytest.raises(IntegrityError, match="folder"):
        stored.save(force_insert=True)


def test_a_use_describes_the_picture_in_both_languages(in_english):
    class Portrait(PictureUse):
        class Meta:
            app_label = "files_tests"

    use = Portrait(alt_sv="En svarv", alt_en="A lathe")
    assert use.alt == "A lathe"
    assert Portrait(alt_sv="En svarv").alt == "En svarv"
    assert Portrait._meta.get_field("file").remote_field.on_delete is models.PROTECT


def test_the_stored_picture_is_what_is_sent(anna):
    stored = files.store(upload("bild.png", GOOD["bild.png"]), actor=anna)
    assert Image.open(BytesIO(stored.path().read_bytes())).format == "PNG"
