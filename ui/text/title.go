package text

// Titles of the window.
var (
	TitleHome      = Text{"Berth · Run a container on somebody’s machine", "Berth · 在别人的机器上运行容器"}
	TitleExplore   = Text{"Nodes · Berth", "节点 · Berth"}
	TitleNode      = Text{"Node · Berth", "节点 · Berth"}
	TitleCatalogue = Text{"Services · Berth", "服务目录 · Berth"}
	TitleService   = Text{"Service · Berth", "服务 · Berth"}
	TitleRent      = Text{"Rent · Berth", "租用 · Berth"}
	TitleOrders    = Text{"Orders · Berth", "订单 · Berth"}
	TitleOrder     = Text{"Order · Berth", "订单 · Berth"}
	TitleStake     = Text{"Stake · Berth", "质押 · Berth"}
	TitleOwn       = Text{"My node · Berth", "我的节点 · Berth"}
	TitleNotices   = Text{"Notices · Berth", "通知 · Berth"}
	TitleMore      = Text{"More · Berth", "更多 · Berth"}
	TitleLost      = Text{"Not found · Berth", "未找到 · Berth"}
)
