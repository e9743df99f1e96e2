"""What can be said of somebody's course from numbers alone: outcomes, the expected course, drifting away. Pure.

expected(model, baseline=14, weeks=4)                    # Expected(low, middle, high)
is_off_course(model, baseline=14, weeks=4, score=19)     # True
"""

from accalmie.core.insight.course import CourseModel, Expected, expected, is_off_course, off_course_at

__all__ = ["CourseModel", "Expected", "expected", "is_off_course", "off_course_at"]
