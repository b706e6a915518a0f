"""Who gets a free place: one numbered queue, told so that anybody can count it again."""
