from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "forebild.website"
    label = "website"

    def ready(self) -> None:
        """Load the rooms that register themselves in every app, and fill in the frame of every page."""
        from django.utils.module_loading import autodiscover_modules

        from forebild.library.beside import STORY, show_beside
        from forebild.shared.ui.context import frame_part
        from forebild.website.frame import programme_in_frame
        from forebild.website.meeting import meeting_note

        autodiscover_modules("permissions", "notices", "receivers", "invariants")
        frame_part(programme_in_frame)
        show_beside(STORY, meeting_note)
