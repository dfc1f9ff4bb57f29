"""The columns of plan, assets and resources, with all the names that sheets have for them; pure data.

Names: 农经发〔2011〕13号, and sheets as several counties print them.
"""

from terminal.tables.columns import Choice, Column

NOTE = Column(key="note", name="备注", name_en="Remark", also=("说明", "附注"))
PLAN = (
    Column(
        key="side",
        name="收支",
        name_en="Way",
        kind="choice",
        also=("收/支", "收支类型", "收支类别", "方向"),
        needed=True,
        choices=(
            Choice("收入", "income", ("收", "收入计划", "计划收入")),
            Choice("支出", "expense", ("支", "支出计划", "计划支出")),
        ),
    ),
    Column(key="category", name="类别", name_en="Category", also=("分类", "科目", "科目名称", "大类")),
    Column(
        key="name",
        name="项目",
        name_en="Item",
        also=("计划项目", "项目名称", "收支项目", "内容", "摘要", "名称"),
        needed=True,
    ),
    Column(
        key="last",
        name="上年实际",
        name_en="Last year",
        kind="fen",
        also=("上年实际数", "上年完成", "上年完成数", "上年数", "上年执行数", "去年实际"),
        summed=True,
    ),
    Column(
        key="fen",
        name="本年计划",
        name_en="Planned",
        kind="fen",
        also=("本年计划数", "计划数", "计划金额", "预算数", "本年预算", "预算金额", "金额"),
        needed=True,
        summed=True,
    ),
    NOTE,
)
ASSETS = (
    Column(key="code", name="编号", name_en="No.", also=("资产编号", "卡片编号", "资产编码")),
    Column(key="name", name="资产名称", name_en="Asset", also=("名称", "资产", "项目"), needed=True),
    Column(key="category", name="类别", name_en="Kind", also=("资产类别", "资产类型", "分类", "类型")),
    Column(key="amount", name="数量", name_en="Quantity", also=("规格数量", "数量单位", "规格型号", "规格")),
    Column(key="since", name="购建时间", name_en="Since", also=("购置时间", "购建日期", "购置日期", "启用时间")),
    Column(
        key="opening",
        name="期初原值",
        name_en="Opening",
        kind="fen",
        also=("上期原值", "年初原值", "期初数", "年初数", "上期数"),
        summed=True,
    ),
    Column(key="added", name="本期增加", name_en="Added", kind="fen", also=("增加", "本年增加", "增加数"), summed=True),
    Column(
        key="reduced", name="本期减少", name_en="Removed", kind="fen", also=("减少", "本年减少", "减少数"), summed=True
    ),
    Column(
        key="original",
        name="原值",
        name_en="Original value",
        kind="fen",
        also=("期末原值", "资产原值", "账面原值", "期末数", "原价"),
        needed=True,
        summed=True,
    ),
    Column(
        key="depreciation",
        name="累计折旧",
        name_en="Depreciation",
        kind="fen",
        also=("折旧", "已提折旧", "累计折旧额"),
        summed=True,
    ),
    Column(
        key="net",
        name="净值",
        name_en="Net value",
        kind="fen",
        also=("资产净值", "账面净值", "期末净值", "净额"),
        needed=True,
        summed=True,
    ),
    Column(key="use", name="使用情况", name_en="Use", also=("使用状况", "状态", "使用人", "保管人", "存放地点")),
    NOTE,
)
RESOURCES = (
    Column(key="category", name="类别", name_en="Kind", also=("资源类别", "资源类型", "分类", "地类"), needed=True),
    Column(key="name", name="资源名称", name_en="Resource", also=("名称", "地块名称", "资源", "地块"), needed=True),
    Column(key="place", name="坐落", name_en="Where", also=("位置", "坐落位置", "四至", "地点")),
    Column(key="opening", name="期初面积", name_en="Opening", kind="area", also=("年初面积", "上年面积"), summed=True),
    Column(key="added", name="增加面积", name_en="Added", kind="area", also=("本年增加", "本期增加"), summed=True),
    Column(key="reduced", name="减少面积", name_en="Removed", kind="area", also=("本年减少", "本期减少"), summed=True),
    Column(
        key="area",
        name="面积",
        name_en="Area",
        kind="area",
        also=("期末面积", "年末面积", "资源面积", "亩数"),
        needed=True,
        summed=True,
    ),
    Column(
        key="state",
        name="使用方式",
        name_en="Use",
        kind="choice",
        also=("经营方式", "使用情况", "利用方式", "状态"),
        choices=(
            Choice("家庭承包", "household contract", ("承包到户", "农户承包")),
            Choice("发包", "contracted out", ("对外发包", "承包")),
            Choice("出租", "leased", ("租赁", "出租中")),
            Choice("自营", "own use", ("集体经营", "集体统一经营", "统一经营", "集体使用", "自用")),
            Choice("闲置", "unused", ("未利用", "空闲", "待发包")),
        ),
    ),
    Column(key="user", name="使用人", name_en="User", also=("承包人", "经营者", "承租人", "使用者"), people=True),
    Column(
        key="rent",
        name="年承包金",
        name_en="Yearly rent",
        kind="fen",
        also=("年租金", "承包金", "租金", "年收入", "承包费"),
        summed=True,
    ),
    Column(key="until", name="到期日", name_en="Until", kind="day", also=("到期日期", "终止日期", "到期时间")),
    NOTE,
)
