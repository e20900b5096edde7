"""The peer: what ``startproject`` gives, one table with the activities of Sopó and one page that prints them."""
