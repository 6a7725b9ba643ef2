"""The calendar: releases by month, by week, and as a list."""
