package text

import "berth/shared/wire"

// Words of a node's page.
var (
	NodeTitle   = Text{"Node", "节点"}
	NodeLoading = Text{"Asking for the node", "正在加载节点"}

	NotInLists       = Text{"Not in this platform's lists", "不在本平台的列表中"}
	PausedText       = Text{"Its owner has paused it. Orders that run go on running.", "节点主人已将其暂停。正在运行的订单不受影响。"}
	UnreachableTitle = Text{"Its gateway does not answer", "网关没有响应"}
	UnreachableText  = Text{"It cannot be rented now, and what is free is what the chain says. Orders that run may go on running.", "现在无法租用，空闲量以链上数据为准。已有订单可能仍在运行。"}
	LastSeen         = Text{"Last answer:", "上次响应："}

	ResourcesTitle = Text{"Resources", "资源"}
	LegendReserved = Text{"reserved", "已预留"}
	LegendHeld     = Text{"reserved by quotes", "报价占用"}
	LegendFree     = Text{"free", "空闲"}
	GPUModelIs     = Text{"GPU model: %s", "GPU 型号：%s"}
	ShortTitle     = Text{"It promises more than it has now", "承诺的资源比现有的多"}
	ShortLine      = Text{"%s: promises %s; its machines can give %s now", "%s：承诺 %s，机器现在只能给出 %s"}
	ShortText      = Text{"What is missing is not offered: the free amounts leave it out.", "缺的部分不会出租，空闲量已将其扣除。"}

	PricesTitle  = Text{"List prices", "标价"}
	PricesPaid   = Text{"Prices in", "计价币种"}
	PricesOther  = Text{"It is paid in %s.", "收取 %s。"}
	PricesText   = Text{"What the node asks for now. You may offer less; it may say no or name its own price.", "节点目前的要价。你可以出价更低，节点可能拒绝或还价。"}
	PricesMove   = Text{"Each price moves with how much of it is taken: %s of the usual price with nothing taken, %s with all taken.", "各项价格随自身占用浮动：空闲时为基准价的 %s，占满时为 %s。"}
	DiscountsAre = Text{"Long orders cost less: %s. Who takes such a price pays for that long in any case, unless the node leaves.", "长租优惠：%s。享受优惠者须付满相应时长，节点退出除外。"}
	DiscountFrom = Text{"%s off from %[2]s", "满 %[2]s减 %[1]s"}
	PerCoreHour  = Text{"per core and hour", "每核每小时"}
	PerGiBHour   = Text{"per GiB and hour", "每 GiB 每小时"}
	PerGPUHour   = Text{"per GPU and hour", "每块每小时"}
	PerGiB       = Text{"per GiB", "每 GiB"}
	BundleColumn = Text{"For example", "示例规格"}
	MonthShort   = Text{"≈ %s a month", "约每月 %s"}
	FitsNow      = Text{"fits now", "现在有空位"}
	NoRoomNow    = Text{"no room now", "现在没有空位"}

	RecordTitle     = Text{"Record", "信誉"}
	RecordText      = Text{"From the market contract; nobody can edit it. What was paid, for how long and by how many says more than counts, which cost only gas.", "来自市场合约，无人能够修改。付了多少、多久、多少人付，比次数更可信：次数只花手续费。"}
	RecordPaid      = Text{"Paid for its service", "累计服务收费"}
	RecordPartners  = Text{"Users who paid", "付费用户数"}
	RecordLet       = Text{"Not started in time", "未按时启动"}
	RecordForfeited = Text{"Fined for leaving without notice", "未提前通知而赔付"}
	RecordCompleted = Text{"Served to the end", "完整履行"}
	RecordServed    = Text{"Time paid for", "累计付费时长"}
	RecordEarly     = Text{"Ended in probation", "试用期内结束"}
	RecordBroke     = Text{"Broken off by the node", "节点主动中止"}
	RecordOther     = Text{"Ended by the user", "用户提前结束"}

	TermsTitle    = Text{"Terms", "条款"}
	ProbationName = Text{"Probation", "试用期"}
	ProbationIs   = Text{"the first %s are free in a user's first order here", "用户在此的首个订单，前 %s免费"}
	ProbationWith = Text{"the first %s are free in a user's first order here, with a stake of %s that is locked meanwhile", "用户在此的首个订单，前 %s免费，期间锁定质押 %s"}
	NoticeName    = Text{"Notice of its leaving", "退出前通知"}
	NoticeIs      = Text{"%s before, or it pays the user its earnings of as long", "提前 %s；否则把相应时长的收入赔给用户"}
	NoNotice      = Text{"none: it may leave at any moment", "无，随时可能退出"}
	NoProbation   = Text{"none: you pay from the first second", "无，从第一秒起计费"}
	FromTo        = Text{"%s to %s", "%s 至 %s"}
	DisksName     = Text{"Disks", "磁盘"}
	DisksGrow     = Text{"can be made larger later", "以后可以扩大"}
	DisksStay     = Text{"stay as large as they were made", "创建后大小不变"}
	GraceName     = Text{"Data kept after the end", "结束后数据保留"}

	LimitsTitle     = Text{"Limits of its gateway", "网关限制"}
	LimitsText      = Text{"They hold for visitors of every service here. Whoever goes past one is told so, on a page or in words for programs.", "适用于这里所有服务的访客。超出限制时，浏览器会看到说明页面，程序会收到错误信息。"}
	BodyName        = Text{"Largest upload", "最大上传"}
	HeadName        = Text{"Headers, cookies included", "请求头与响应头（含 Cookie）"}
	HeadIs          = Text{"%s in a request, %s in an answer", "请求 %s，响应 %s"}
	AnswerName      = Text{"Time for a service to begin its answer", "服务开始响应的时限"}
	IdleName        = Text{"A silent connection is closed after", "连接无数据后断开"}
	OpenName        = Text{"WebSockets, streams and downloads at a time", "同时打开的 WebSocket、数据流和下载"}
	OpenIs          = Text{"%s of an order, %s of a visitor", "每个订单 %s，每位访客 %s"}
	OftenName       = Text{"Requests a minute of one address to a public service", "公开服务：每个地址每分钟请求数"}
	ConnectionsName = Text{"Connections at a time", "同时连接数"}
	ConnectionsAre  = Text{"%s, of one network %s", "共 %s，每个网络 %s"}
	AnyNumber       = Text{"any number", "不限"}

	IdentityTitle = Text{"Who it is", "节点身份"}
	IdentityText  = Text{"From the registry contract and the card that its gateway signed.", "来自注册合约和网关签名的名片。"}
	Endpoint      = Text{"Endpoint", "接入地址"}
	NodeWallet    = Text{"Wallet", "钱包"}
	Operator      = Text{"Operator key", "操作密钥"}
	Registered    = Text{"Registered", "注册时间"}
	Gateway       = Text{"Gateway", "网关"}
	CardIssued    = Text{"Card issued", "名片签发"}
	CardSignature = Text{"Card's signature", "名片签名"}

	Show     = Text{"Show", "显示"}
	RentHere = Text{"Rent here", "租用此节点"}
)

// unlisted are the reasons why lists do not show a node, for who has come to it by its address.
var unlisted = map[wire.Unlisted]Text{
	wire.NotEnlisted: {"Its owner has not enlisted it here. You can rent it all the same.", "节点主人没有在本平台登记。你仍然可以租用它。"},
	wire.TakenOff:    {"Its owner has taken it off the lists. You can rent it all the same.", "节点主人已将其移出列表。你仍然可以租用它。"},
	wire.NotFinal:    {"It has just registered, and the chain could still take that back. Lists show it once that is final.", "节点刚刚注册，链上记录仍可能被撤销；最终确认后列表会显示它。"},
	wire.Away:        {"Its gateway has not answered for a while. Lists show it again once it answers steadily.", "网关有一段时间没有响应；稳定响应后列表会再次显示它。"},
}

// Unlisted says why lists do not show a node.
func (t T) Unlisted(why wire.Unlisted) string { return t.Say(unlisted[why]) }
