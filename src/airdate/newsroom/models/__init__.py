"""What the desk keeps."""

from airdate.newsroom.models.front import NewsFront
from airdate.newsroom.models.pictures import Picture, PictureRendition

__all__ = ["NewsFront", "Picture", "PictureRendition"]
