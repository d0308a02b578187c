"""Two checks that look at nothing, for pages that show how the server is."""

from ntm_project.watch.checks import DatabaseCheck, WorkerCheck


class AlwaysWell(DatabaseCheck):
    def look(self) -> str:
        return ""


class NeverWell(WorkerCheck):
    def look(self) -> str:
        return "Tiến trình in không còn chạy."
