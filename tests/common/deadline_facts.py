"""Every deadline and rhythm of the two real plans, with the days that their fact rows give.

All rows agree with the reader. One "recurrence" of the rows is not of the plans: "không nêu" is
the note of whoever read the plan ("none stated"); it names no rhythm, so it is not read.
"""

DEADLINES = [
    ("dự kiến xong trong tháng 10/2024", "month", "in", "2024-10-01", "2024-10-31"),
    ("dự kiến xong trong tháng 7 /2024", "month", "in", "2024-07-01", "2024-07-31"),
    ("dự kiến xong trong tháng 8/2024", "month", "in", "2024-08-01", "2024-08-31"),
    ("giai đoạn 2022 - 2025", "year", "in", "2022-01-01", "2025-12-31"),
    ("hoàn thành vào tháng 10/2024", "month", "in", "2024-10-01", "2024-10-31"),
    ("năm 2024", "year", "in", "2024-01-01", "2024-12-31"),
    ("thời gian xong trong quý I/2024", "quarter", "in", "2024-01-01", "2024-03-31"),
    ("thời gian xong trong tháng 10/2024", "month", "in", "2024-10-01", "2024-10-31"),
    ("thời gian xong trong tháng 5/ 2024", "month", "in", "2024-05-01", "2024-05-31"),
    ("thời gian xong trong tháng 6/2024", "month", "in", "2024-06-01", "2024-06-30"),
    ("thời gian xong trong tháng 8/ 2024", "month", "in", "2024-08-01", "2024-08-31"),
    ("thời gian xong trong tháng 9/2024", "month", "in", "2024-09-01", "2024-09-30"),
    ("thời gian xong trước tháng 04/ 2024", "month", "before", "", "2024-03-31"),
    ("thời gian xong trước tháng 6/ 2024", "month", "before", "", "2024-05-31"),
    ("thời gian xong trước tháng 8/ 2024", "month", "before", "", "2024-07-31"),
    ("thời gian xong trước tháng 8/2024", "month", "before", "", "2024-07-31"),
    ("thời gian xong trước tháng 9 năm 2024", "month", "before", "", "2024-08-31"),
    ("thực hiện trong quý 4/2024", "quarter", "in", "2024-10-01", "2024-12-31"),
    ("trong quý II năm 2024", "quarter", "in", "2024-04-01", "2024-06-30"),
    ("trong tháng 8/2024", "month", "in", "2024-08-01", "2024-08-31"),
    ("trong tháng 9/2024", "month", "in", "2024-09-01", "2024-09-30"),
    ("trước 11/2024", "month", "before", "", "2024-10-31"),
    ("trước tháng 8/ 2024", "month", "before", "", "2024-07-31"),
    ("từ tháng 03/2024 đến hết tháng 10/2024", "month", "by", "2024-03-01", "2024-10-31"),
    ("xong trong quý 4 năm 2024", "quarter", "in", "2024-10-01", "2024-12-31"),
    ("xong trong quý III/2024", "quarter", "in", "2024-07-01", "2024-09-30"),
    ("đảm bảo trong quý 4/2024", "quarter", "in", "2024-10-01", "2024-12-31"),
    ("đến cuối năm 2024", "year", "by", "", "2024-12-31"),
]

RHYTHMS = [
    ("hàng tuần", "weekly"),
    ("hàng tuần (thứ 7, chủ nhật)", "weekly"),
    ("hàng tuần (Chủ nhật xanh)", "weekly"),
    ("mỗi tuần 01 lần", "weekly"),
    ("hàng tháng", "monthly"),
    ("hàng tháng; hàng quý", "monthly,quarterly"),
    ("hàng tuần; hàng tháng; hàng quý", "weekly,monthly,quarterly"),
    ("hàng năm", "yearly"),
    ("thường xuyên", "regular"),
    ("định kỳ (không nêu chu kỳ)", "periodic"),
]
