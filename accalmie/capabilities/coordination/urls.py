"""The addresses of goals, and of what a team does."""

from django.urls import path

from accalmie.capabilities.coordination.views import aiming, talking, tasking, writing

app_name = "coordination"
urlpatterns = [
    path("goals/", aiming.show_mine, name="show-mine"),
    path("goals/new/", aiming.write_goal, name="write-goal"),
    path("goals/<uuid:goal>/", aiming.write_goal, name="change-goal"),
    path("goals/<uuid:goal>/end/", aiming.end_goal, name="end-goal"),
    path("letters/", writing.list_mine, name="list-letters"),
    path("letters/<uuid:referral>/", writing.answer, name="answer-letter"),
    path("desk/tasks/", tasking.list_mine, name="list-tasks"),
    path("desk/patients/<uuid:patient>/goals/", tasking.show_plan, name="show-plan"),
    path("desk/patients/<uuid:patient>/goals/new/", aiming.write_together, name="write-together"),
    path("desk/patients/<uuid:patient>/goals/<uuid:goal>/", aiming.write_together, name="change-together"),
    path("desk/patients/<uuid:patient>/goals/<uuid:goal>/end/", aiming.end_together, name="end-together"),
    path("desk/patients/<uuid:patient>/tasks/", tasking.give_task, name="give-task"),
    path("desk/patients/<uuid:patient>/tasks/<uuid:task>/", tasking.move_task, name="move-task"),
    path("desk/patients/<uuid:patient>/tasks/<uuid:task>/end/", tasking.end_task, name="end-task"),
    path("desk/patients/<uuid:patient>/team-room/", talking.show_room, name="show-room"),
    path("desk/patients/<uuid:patient>/team-room/new/", talking.write, name="write-message"),
    path("desk/patients/<uuid:patient>/team-room/<uuid:message>/read/", talking.note_read, name="note-read"),
    path("desk/patients/<uuid:patient>/team-room/<uuid:message>/task/", talking.make_task, name="make-task"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/", writing.show, name="show-letter"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/pdf/", writing.download, name="download-letter"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/agreed/", writing.note_answer, name="note-answer"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/sent/", writing.send, name="send-letter"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/received/", writing.confirm, name="confirm-receipt"),
    path("desk/patients/<uuid:patient>/letters/<uuid:referral>/end/", writing.end, name="end-letter"),
]
