/** `/nhacviec`: the policy of reminding. */

export const reminderUsage = (): string => 'Đề nghị chọn một nội dung bên dưới hoặc gõ /trogiup.';
