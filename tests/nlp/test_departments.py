import pytest

from nlp.departments import canonical_stem, is_body, national_name


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("教育局", "教育局"),
        ("教育厅", "教育厅"),
        ("教委", "教育委员会"),
        ("发改局", "发展和改革局"),
        ("发展改革委", "发展和改革委员会"),
        ("发委", "发展和改革委员会"),
        ("发展和改革委员会", "发展和改革委员会"),
        ("科委", "科学技术委员会"),
        ("科技局", "科学技术局"),
        ("经济信息化委", "经济和信息化委员会"),
        ("工信局", "工业和信息化局"),
        ("人社局", "人力资源和社会保障局"),
        ("人力资源社会保障厅", "人力资源和社会保障厅"),
        ("住房城乡建设厅", "住房和城乡建设厅"),
        ("住建局", "住房和城乡建设局"),
        ("国土局", "国土资源局"),
        ("卫生健康委", "卫生健康委员会"),
        ("退役军人局", "退役军人事务局"),
        ("市场监管局", "市场监督管理局"),
        ("医保局", "医疗保障局"),
        ("林草局", "林业和草原局"),
        ("扶贫办", "扶贫开发办公室"),
        ("外事办公室", "外事办公室"),
        ("公积金中心", "住房公积金管理中心"),
        ("自然资源分局", "自然资源分局"),
        ("大数据局", "大数据局"),
        ("大数据服务中心", "大数据服务中心"),
        ("安委办", "安全生产委员会办公室"),
    ],
)
def test_canonical_stem_spells_out_a_function(printed: str, full: str) -> None:
    assert canonical_stem(printed) == full


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("工信商务局", "工业信息化和商务局"),
        ("发改工信局", "发展改革和工业信息化局"),
        ("农科局", "农业和科学技术局"),
        ("教科局", "教育和科学技术局"),
        ("教育科技局", "教育和科学技术局"),
        ("教科体局", "教育科学技术和体育局"),
        ("教体局", "教育体育局"),
        ("教育和体育局", "教育体育局"),
        ("文旅局", "文化和旅游局"),
        ("文旅体局", "文化旅游和体育局"),
        ("文体广电旅游局", "文体广电和旅游局"),
        ("文化体育广电和旅游局", "文化体育广电和旅游局"),
        ("广电局", "广播电视局"),
        ("自然资源规划局", "自然资源和规划局"),
        ("农业农村水利局", "农业农村和水利局"),
        ("住建交通局", "住房城乡建设和交通运输局"),
        ("建交委", "住房城乡建设和交通运输委员会"),
    ],
)
def test_canonical_stem_takes_merged_bureaus_apart(printed: str, full: str) -> None:
    assert canonical_stem(printed) == full


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("委组织部", "委组织部"),
        ("组织部", "委组织部"),
        ("党委组织部", "党委组织部"),
        ("委编办", "委机构编制委员会办公室"),
        ("委教育工委", "委教育工作委员会"),
        ("委办", "委办公室"),
        ("政府国资委", "人民政府国有资产监督管理委员会"),
        ("国资委", "国有资产监督管理委员会"),
        ("政府外事办", "人民政府外事办公室"),
        ("政府金融办", "人民政府金融工作办公室"),
        ("政府办", "人民政府办公室"),
        ("镇政府", "镇人民政府"),
        ("高新区管委会", "高新区管理委员会"),
        ("街道办", "街道办事处"),
        ("法院", "人民法院"),
        ("检察院", "人民检察院"),
        ("人大常委会", "人民代表大会常务委员会"),
        ("总工会", "总工会"),
        ("妇联", "妇女联合会"),
        ("工商联", "工商业联合会"),
        ("供销社", "供销合作社联合社"),
        ("教育局党组", "教育局党组"),
    ],
)
def test_canonical_stem_knows_party_government_and_mass_organisations(printed: str, full: str) -> None:
    assert canonical_stem(printed) == full


@pytest.mark.parametrize("printed", ["团委", "政协", "纪委监委"])
def test_names_with_the_place_inside_stay(printed: str) -> None:
    assert canonical_stem(printed) == printed


@pytest.mark.parametrize("printed", ["桥梁局", "水文局", "考古发掘局", "消防救援大队", "职业技能鉴定中心"])
def test_unknown_bodies_come_back_unchanged(printed: str) -> None:
    assert canonical_stem(printed) == printed
    assert is_body(printed)


@pytest.mark.parametrize(
    "words",
    [
        "",
        "局",
        "委",
        "办",
        "教育",
        "人力资源",
        "布局",
        "工作大局",
        "邮局",
        "服务大厅",
        "教育部门",
        "教育行政部门",
        "职教中心",
        "培训中心",
        "教研室",
        "投资公司",
        "职业学院",
        "党校",
        "各级政府",
        "地方政府",
        "教育局和财政局",
        "教育局市财政局",
        "专业建设指导委员会",
        "工作领导小组",
    ],
)
def test_other_words_are_no_body(words: str) -> None:
    assert canonical_stem(words) is None
    assert not is_body(words)


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("教育部", "教育部"),
        ("教育部办公厅", "教育部办公厅"),
        ("国家发展改革委", "国家发展和改革委员会"),
        ("国家发改委", "国家发展和改革委员会"),
        ("人力资源社会保障部", "人力资源和社会保障部"),
        ("人社部", "人力资源和社会保障部"),
        ("工信部", "工业和信息化部"),
        ("市场监管总局", "国家市场监督管理总局"),
        ("税务总局", "国家税务总局"),
        ("金融监管总局", "国家金融监督管理总局"),
        ("国务院国资委", "国务院国有资产监督管理委员会"),
        ("国家民委", "国家民族事务委员会"),
        ("国务院扶贫办", "国务院扶贫开发领导小组办公室"),
        ("人民银行", "中国人民银行"),
        ("银保监会", "中国银行保险监督管理委员会"),
        ("全国总工会", "中华全国总工会"),
        ("共青团中央", "中国共产主义青年团中央委员会"),
        ("中央组织部", "中共中央组织部"),
        ("国务院", "国务院"),
        ("国办", "国务院办公厅"),
    ],
)
def test_national_name_spells_out(printed: str, full: str) -> None:
    assert national_name(printed) == full


@pytest.mark.parametrize(
    "printed", ["教育局", "教育厅", "总工会", "组织部", "教部", "宣传部门", "人民政府", "职教部", ""]
)
def test_national_name_knows_no_local_body(printed: str) -> None:
    assert national_name(printed) is None
    assert national_name(printed, bare=True) is None


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("发展改革委", "国家发展和改革委员会"),
        ("国资委", "国务院国有资产监督管理委员会"),
        ("税务局", "国家税务总局"),
        ("乡村振兴局", "国家乡村振兴局"),
        ("扶贫办", "国务院扶贫开发领导小组办公室"),
    ],
)
def test_bare_names_are_national_only_where_the_document_is(printed: str, full: str) -> None:
    assert national_name(printed) is None
    assert national_name(printed, bare=True) == full
