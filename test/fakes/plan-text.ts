/** The head of an invented plan, for tests that are about what stands under it. */
export const planHead = `ỦY BAN NHÂN DÂN
TỈNH BÌNH MINH
-------
Số: 35/KH-UBND

Bình Minh, ngày 06 tháng 3 năm 2023

KẾ HOẠCH
Phát triển thư viện cơ sở năm 2023

Thực hiện Quyết định số 206/QĐ-TTg ngày 11/02/2022 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

`;
