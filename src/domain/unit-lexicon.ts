/**
 * Word lists about Vietnamese public bodies and administrative verbs, all folded (see `fold`).
 * Only words: how a mention is cut out of a sentence is in `unit-mention.ts`.
 */

import { fold } from './text.js';

const lines = (text: string): string[] =>
  text
    .split(/[\n|]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

const nouns = (text: string): Map<string, string> =>
  new Map(lines(text).map((noun) => [fold(noun), noun.normalize('NFC')]));

/** Words that open the name of one body; in running text their first letter is a capital. */
export const unitHeads: ReadonlySet<string> = new Set(
  lines(`
  so | ban | ban can su dang | ban thuong vu | ban chap hanh | ban chi dao | ban chi huy |
  ban quan ly | ban bi thu | bo | bo chinh tri | bo chi huy | bo tu lenh | bo doi bien phong |
  uy ban nhan dan | uy ban mat tran to quoc | uy ban | hoi dong nhan dan | hoi dong | van phong |
  cuc | chi cuc | tong cuc | vu | tinh uy | thanh uy | huyen uy | thi uy | quan uy | dang uy | hoi |
  hiep hoi | lien doan | lien hiep | lien hiep hoi | lien minh | cong an | cong doan | to |
  nha truong | hoi nong dan | hoi phu nu | hoi lien hiep phu nu | hoi cuu chien binh | hoi chu thap do | hoi nguoi cao tuoi | lien doan lao dong |
  tram y te | tram | lien minh hop tac xa | lien minh htx | lien minh cac hop tac xa | quy ho tro | quy dau tu | quy bao ve | uy ban mttq | uy ban mttqvn | uy ban mttq viet nam | ub mttq viet nam | hoi dong phoi hop | dang doan | dang bo | chi bo | hat kiem lam | ban giam hieu | ban giam doc | to cong nghe so | to bien tap | to cong tac | to giup viec | thuong truc | thuong vu | mat tran | mat tran to quoc |
  doan | tinh doan | thanh doan | doan thanh nien | doan dai bieu quoc hoi | thanh tra |
  vien kiem sat | vien kiem sat nhan dan | toa an | toa an nhan dan | thi hanh an | kho bac |
  kho bac nha nuoc | ngan hang | bao hiem xa hoi | thue | thong ke | hai quan | quan ly thi truong |
  kiem toan | buu dien | vien thong | dien luc | cong ty | tong cong ty | tap doan | trung tam |
  truong | truong dai hoc | truong cao dang | hoc vien | vien | benh vien | dai | dai phat thanh |
  bao | cong thong tin dien tu | phong | quy | hop tac xa | chinh phu | thu tuong chinh phu |
  quoc hoi | chu tich nuoc | ubnd | hdnd | ubmttq | ubmttqvn | ub mttq | ubmt | mttq | mttqvn | bcd |
  bcs | bcsd | btv | bch | bql | vp | vpub | vpubnd | vptu | bhxh | kbnn | nhnn | tand | vksnd |
  ldld | lhpn | bchqs | htx | vcci | tttu | stc | snv | sxd | syt | sct | stp | skhdt | skhcn |
  ban qlda | doan chu tich | tong lien doan | tong lien doan lao dong | don bien phong | chi hoi | chi doan | to van phong | to chuyen mon |
  cau lac bo | clb | khoa | xi nghiep | nha may | lam truong | cong chuc | can bo | ke toan | giao vien bo mon | nhan vien y te | nhan vien thu vien |
  sgddt | snnptnt | snnmt | stnmt | svhttdl | sttt | stttt | sgtvt | sldtbxh | sngv | sdttg
`),
);

/** Heads of one syllable as they must be spelt: "Số hóa" is no department. Unaccented text passes. */
export const shortHeads: ReadonlyMap<string, string> = nouns(`
  sở | ban | bộ | cục | vụ | hội | tổ | đoàn | thuế | trường | viện | đài | báo | phòng | quỹ
`);

/** Words that look like heads but open something else: a meeting, an action. */
export const notHeads: ReadonlySet<string> = new Set(
  lines(`
  khoa hoc | khoa hop | hoi nghi | hoi thao | hoi cho | hoi thi | hoi dam | hoi nhap | hoi vien | hoi dap | ban hanh |
  ban tin | bao cao | bao dam | bao ve | bao ton | bao gom | bo tri | bo sung | bo truong | to chuc |
  to trinh | doan ket | doan vien | so lieu | so luong | so ket | so huu | so bo | vien chuc |
  vien phi | dai hoi | dai hoc | dai bieu | dai le | phong trao | phong chong | phong ngua |
  quy dinh | quy hoach | quy che | quy trinh | quy mo | vu viec | vu mua | cuc bo | truong hop |
  truong ban | truong thon | thue dat | thanh tra kiem | cong ty hoa | thong ke lai | van phong pham |
  truong ban | bao chi | bao hiem y | quy i | quy ii | quy iii | quy iv | quy 1 | quy 2 | quy 3 |
  quy 4
`),
);

/** Offices held by a person; the unit they head follows. */
export const personHeads: ReadonlySet<string> = new Set(
  lines(`
  chu tich | pho chu tich | giam doc | tong giam doc | thu truong | chanh van phong |
  chanh thanh tra | truong ban | cuc truong | chi cuc truong | bi thu | chi huy truong | hieu truong |
  tap the lanh dao | lanh dao | nguoi dung dau | mot so thanh vien | thanh vien | cac thanh vien |
  dong chi | chinh quyen | giao vien chu nhiem | gvcn | to truong | truong phong | truong khoa | truong thon | pho hieu truong | pho giam doc | bo truong | thu truong bo | chanh van phong so
`),
);

/**
 * Nouns that make a collective ("các sở, ban, ngành"): folded form to the form with diacritics, because "quan" is "quận"
 * here and "quan tâm" is not.
 */
export const collectiveNouns: ReadonlyMap<string, string> = nouns(`
  sở | ban | ngành | bộ | vụ | cục | tổng cục | tập đoàn kinh tế | tổng công ty nhà nước | công ty nhà nước | đoàn thể | cơ quan | đơn vị | địa phương | huyện | thị xã | thành phố |
  quận | xã | phường | thị trấn | đặc khu | tổ chức | doanh nghiệp | cấp | cấp ủy | cấp chính quyền |
  huyện ủy | thị ủy | thành ủy | quận ủy | đảng ủy | trường | hội | hiệp hội | hợp tác xã |
  trung tâm | chủ đầu tư | phòng | thành viên | khối thi đua | bệnh viện | viện | nhà trường | cơ sở |
  trạm | trạm y tế | chốt kiểm dịch | chốt kiểm soát | đội xung kích | tổ công tác | tổ tuyên truyền | tổ công nghệ số cộng đồng |
  khoa | xí nghiệp | htx | cđcs | công đoàn cơ sở | trường học | tổ tự quản | tổ liên gia | cụm thi đua | câu lạc bộ |
  chi bộ | đảng bộ | lớp | khối lớp | bộ phận | khu dân cư | thôn | tổ dân phố | khu phố | xóm | ban quản lý | tổ chức hội | tập đoàn | công ty | tổng công ty |
  ban cán sự đảng | đảng đoàn | ban đảng | thị | tổ chuyên môn | chủ rừng | chủ đập | chủ hồ | chủ cơ sở | công đoàn | công đoàn ngành | lđlđ
`);

/** Levels of local government as they follow "UBND". */
export const levelNouns: ReadonlyMap<string, string> = nouns(`
  tỉnh | huyện | quận | thị xã | thành phố | xã | phường | thị trấn | đặc khu | cấp tỉnh | cấp huyện |
  cấp xã
`);

/** What may follow a collective and still belong to it. Longest first. */
export const collectiveTails: readonly string[] = lines(`
  dong tren dia ban toan tinh | dong tren dia ban tinh | dong tren dia ban | tren dia ban toan tinh |
  tren dia ban tinh | tren dia ban thanh pho | tren dia ban | truc thuoc ubnd tinh |
  truc thuoc tinh uy | truc thuoc trung uong | truc thuoc dang uy co so | truc thuoc | thuoc ubnd tinh | thuoc uy ban nhan dan tinh | thuoc tinh |
  co lien quan | lien quan | cua tinh | cua thanh pho | cap tinh | cap huyen | cap xa |
  dang tinh uy | dang cua tinh uy | xay dung dang | trong toan tinh | trong tinh | toan tinh | tinh | cung cap | con lai | chuc nang | trung uong |
  o trung uong | cua mat tran
`);

/** Fields of departments and ministries. Longest first, so that "Văn hóa" does not cut "Văn hóa và Thể thao". */
export const fields: readonly string[] = lines(`
  dieu phoi nong thon moi | gddt | vhtt | tnmt | nnmt | nn&mt | khtc | khcn | kt-ht | kinh te va xay dung | van hoa, the thao, du lich | van hoa, the thao va truyen thong | van hoa, thong tin va the thao | van hoa - thong tin va the thao |
  van hoa, thong tin, the thao va du lich | van hoa - the thao va truyen thong | dich vu tong hop |
  giao duc nghe nghiep - giao duc thuong xuyen | giao duc nghe nghiep va giao duc thuong xuyen | gdnn-gdtx |
  kinh te, ha tang va do thi | kinh te ha tang va do thi | van hoa - xa hoi | kinh te - ha tang |
  nong nghiep va phat trien nong thon | nong nghiep va moi truong | nn va ptnt | nn&ptnt | nn&mt |
  ke hoach va dau tu | ke hoach & dau tu | kh&dt | kh-dt | khdt | tai nguyen va moi truong | tn&mt |
  khoa hoc va cong nghe | khoa hoc cong nghe | kh&cn | giao duc va dao tao | gd&dt | gd-dt |
  lao dong - thuong binh va xa hoi | lao dong thuong binh va xa hoi |
  lao dong, thuong binh va xa hoi | lao dong - thuong binh & xa hoi | lao dong tb&xh | ld-tb&xh |
  ldtb&xh | ldtbxh | van hoa, the thao va du lich | van hoa the thao va du lich |
  van hoa va the thao | vh,tt&dl | vhtt&dl | vhttdl | thong tin va truyen thong |
  thong tin truyen thong | tt&tt | giao thong van tai | giao thong - van tai | gtvt |
  quy hoach - kien truc | quy hoach va kien truc | dan toc va ton giao | dan toc - ton giao |
  cong thuong | tai chinh | noi vu | ngoai vu | ngoai giao | tu phap | xay dung | y te | du lich |
  dan toc | ton giao | quoc phong | cong an | thi dua - khen thuong | thi dua khen thuong | tdkt |
  tuyen giao va dan van | tuyen giao | dan van | to chuc | noi chinh | kiem tra | kinh te trung uong |
  tiep cong dan | kinh te va ha tang | kinh te ha tang | ha tang kinh te | quan ly do thi | van hoa va thong tin | van hoa thong tin |
  van hoa xa hoi | van hoa - xa hoi | to chuc hanh chinh | hanh chinh tong hop | ke hoach tai chinh | tai chinh ke hoach
`);

/** Fields joined by a comma that name one section ("Vụ Kế hoạch, Tài chính") and are two departments elsewhere. */
export const sectionFields: readonly string[] = lines(`
  ke hoach, tai chinh | hanh chinh, tong hop | to chuc, hanh chinh | hanh chinh, quan tri
`);

/** Two-syllable verbs of administrative language; they end a unit's name and open what it must do. */
export const verbPairs: ReadonlySet<string> = new Set(
  lines(`
  chu tri | truc ban | phu trach | phoi hop | ket hop | tham muu | tong hop | xay dung | to chuc | bao cao | ban hanh |
  thuc hien | trien khai | huong dan | kiem tra | theo doi | don doc | giam sat | can cu | quan tam |
  chi dao | chu dong | chuan bi | khau noi | trinh bay | de xuat | de nghi | kien nghi | cung cap |
  cap nhat | tuyen truyen | van dong | phat hien | phat huy | phat dong | tham dinh | thanh lap |
  kien toan | kip thoi | thuong xuyen | dinh ky | khan truong | nghiem tuc | truc tiep | ra soat |
  bo tri | bo sung | phan cong | phan bo | phan dau | tang cuong | day manh | nang cao | dua vao |
  gioi thieu | lua chon | chon lua | so ket | tong ket | tich cuc | hoan thanh | hoan thien |
  hoan chinh | tien hanh | lam viec | lam dau | nam chac | nam bat | huy dong | bao dam | dam bao |
  giai quyet | xu ly | thong bao | thong nhat | dang ky | danh gia | ho tro | tao dieu | chiu trach |
  tham gia | tap trung | tap huan | tiep tuc | tiep nhan | yeu cau | nghien cuu | hop dong |
  thong ke | thu thap | dieu dong | dieu chinh | khao sat | lap danh | lap ke | quan triet | quan ly |
  ap dung | cu the | dang tai | mo chuyen | ky ket | cong bo | cong khai | day nhanh | doi moi |
  cai thien | hinh thanh | tu danh | khac phuc | duy tri | gui bao | nhan rong | bieu duong |
  khen thuong | tham quan | giao luu | ra quan | thanh tra | luu tru | phe duyet | cho y | gop y |
  lay y | quyet dinh | nop bao | de ra | thuc thi | xac dinh | xac nhan | dau tu | no luc | quyet liet | dong loat | nhanh chong | rut kinh | khoi phuc | phuc vu | bao ve | tiet kiem |
  thanh toan | mua sam | trang bi | sap xep | thi hanh | chap hanh | tuan thu | phan anh | trao doi |
  cu can | cu dai | cu nguoi | chi dinh | phan tich | huong ung | phat trien | xem xet | cho phep | doi chieu |
  niem yet | khai thac | van hanh | nghiem thu | ban giao | giai ngan | long ghep | thu hut | cap phat |
  cap kinh | tap hop | suu tam | bien soan | ton vinh | trao tang | kiem soat | kiem ke | sua chua | so hoa |
  nang cap | cai tao | dao tao | boi duong | quyet toan | xet duyet | binh xet | tham tra | tuyen chon | thi diem | ket noi | tich hop | cai dat |
  trung bay | phat song | dua tin | di doi | khoi cong | thi cong | khanh thanh | tong duyet | khai mac | be mac |
  chi tra | thu hoi | tieu huy | tuyen dung | chan chinh | thu gom | nao vet | cat giam | giam chi | thiet lap | hoan tat | pho bien | du hop | tham du | gap go | gap mat | doi thoai | dang ki | tiem phong | di chuyen | lap dat |
  giai toa | don dep | ke khai | kiem dem | cam ket | ky cam | thay the | tra loi | cham thi | on tap | xin loi | mo rong | cung ung |
  bao duong | khoi thong | khu khuan | dieu tra | lay mau | phan loai | cham soc | phat hanh | don gian | chuyen den | chuyen ve | chuyen cho | tham van | tiep thu | ghi nhan | cham diem | xep loai | bo nhiem | thao luan | luu ho | luu giu |
  kiem diem | don ve | nhap diem | nhap lieu | nhap du | nhap so | chot so | chot danh | in an | trang tri | don tiep |
  tiep don | tu sua | ton tao | quyen gop | ung ho | cham lo | tham hoi | tang qua | trao qua | trao giai | phan phat |
  cap giay | cap doi | coi thi | ra de | bieu dien | trinh dien | trinh chieu | chuan hoa | lam sach | trich xuat |
  sao luu | khoa so | doi soat | giai trinh | giai dap | chuyen giao | van chuyen | bao quan | thu hoach | gieo trong |
  khu trung | tiem vet | ket nap | cai tien | thao go | xoa bo | boc tham | giao nop | khai bao | tra cuu | cam moc |
  do dac | chinh ly | so tuyen | xet chon | xet tuyen | xet tang | kiem phieu | xac minh | truy thu | thanh ly | tuyen chon |
  dam nhan | ra quet | thong xe | tiem chung
`),
);

/** Single words that end a unit's name when they stand in lower case. Written with diacritics: folding would confuse them. */
export const stopWords: ReadonlySet<string> = new Set(
  lines(`
  gửi | lập | trình | nộp | họp | cho | là | có | phải | cần | được | sẽ | đã | đang | để | theo |
  nhằm | khi | nếu | tại | trong | trên | về | với | cùng | từ | đến | trước | sau | vào | ngay |
  hàng | hằng | mỗi | như | mà | hoặc | thì | này | đó | do | bằng | qua | giao | làm | mở | đưa |
  chậm | muộn | xong | mời | cử | chọn | ra | chấm | viết | treo | đăng | dự | mua | sửa | các | những | giữa | đối | chịu | ký | rà | xem | không | nêu | nhập | duyệt | soạn | sớm | tự | việc | kèm | đề
`).map((word) => word.normalize('NFC')),
);
