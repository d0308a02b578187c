"""The pages that read every floor."""

from reports.views.assessment import assessment as assessment
