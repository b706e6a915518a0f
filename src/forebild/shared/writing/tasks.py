"""Background: what is released at an instant."""

from procrastinate.contrib.django import app

from forebild.shared.writing.services import release_due_documents


@app.periodic(cron="* * * * *")
@app.task(name="writing.release_due_documents", pass_context=False)
def release(timestamp: int) -> int:
    """Each minute: let readers see what is due."""
    return release_due_documents()
