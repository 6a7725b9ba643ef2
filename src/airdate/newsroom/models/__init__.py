"""What the desk keeps."""

from airdate.newsroom.models.articles import Article, ArticleAuthor, ArticleTag, ArticleTitle, Correction, Kind
from airdate.newsroom.models.authors import Author
from airdate.newsroom.models.facts import Citation, Held, Publication, Settlement
from airdate.newsroom.models.front import NewsFront
from airdate.newsroom.models.moved import MovedArticle
from airdate.newsroom.models.pictures import Picture, PictureRendition

__all__ = [
    "Article",
    "ArticleAuthor",
    "ArticleTag",
    "ArticleTitle",
    "Author",
    "Citation",
    "Correction",
    "Held",
    "Kind",
    "MovedArticle",
    "NewsFront",
    "Picture",
    "PictureRendition",
    "Publication",
    "Settlement",
]
