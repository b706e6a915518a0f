from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "forebild.website"
    label = "website"

    def ready(self) -> None:
        """Fill in the frame of every page."""
        from forebild.shared.ui.context import frame_part
        from forebild.website.frame import programme_in_frame

        frame_part(programme_in_frame)
