"""The addresses of the board. Those with a key alone last; they lead to the one with the title in it."""

from django.urls import path

from tracker.web.board import files, pages

urlpatterns = [
    path("", pages.board, name="board"),
    path("board.csv", files.board_csv, name="board_csv"),
    path("feed/", pages.board_feed, name="board_feed"),
    path("sitemap.xml", files.sitemap, name="board_sitemap"),
    path("items/<int:pk>/", pages.item),
    path("items/<int:pk>-<slug:slug>/", pages.item, name="board_item"),
    path("items/<int:pk>/card/", pages.card, name="board_card"),
    path("items/<int:pk>/feed/", pages.item_feed, name="board_item_feed"),
    path("topics/<int:pk>/", pages.topic),
    path("topics/<int:pk>-<slug:slug>/", pages.topic, name="board_topic"),
    path("topics/<int:pk>/feed/", pages.topic_feed, name="board_topic_feed"),
    path("countries/<slug:code>/", pages.country, name="board_country"),
    path("documents/<int:pk>/", pages.document),
    path("documents/<int:pk>-<slug:slug>/", pages.document, name="board_document"),
]
