package text

import "berth/shared/wire"

// Words of the page of one's own node, and of becoming one.
var (
	OwnBecome     = Text{"Become a node", "成为节点"}
	OwnBecomeLead = Text{"Rent out your machines: users pay by the second into escrow, and what you earn goes to your wallet. Nobody has to approve you.", "出租你的机器：用户按秒付费并托管，收入归你的钱包。无需任何人批准。"}
	OwnTitle      = Text{"My node", "我的节点"}
	OwnLead       = Text{"What users see of it, what it earns, and its entry on chain.", "用户看到的样子、收入，以及链上登记信息。"}
	OwnLoading    = Text{"Reading the registry", "正在读取注册合约"}
	OwnSee        = Text{"See my node", "查看我的节点"}
	OwnMore       = Text{"Have machines of your own? Rent them out.", "有自己的机器？可以出租。"}

	NeedTitle  = Text{"What you need", "准备"}
	NeedHost   = Text{"A Linux machine with Kubernetes or k3s, and a host name with a wildcard below it that lead to it.", "一台装有 Kubernetes 或 k3s 的 Linux 机器，以及指向它的主机名和其下的泛域名。"}
	NeedWallet = Text{"A wallet that stays yours alone, with a little %s for gas on %s. The gateway gets a key of its own, which cannot touch what you earn.", "一个只归你掌握的钱包，里面有少量 %s，用于 %s 的燃料费。网关用自己的密钥，动不了你的收入。"}
	NeedCost   = Text{"Registering costs gas and nothing else. Of orders in %s the market keeps %s for the stakers; of others nothing.", "注册只需燃料费。以 %s 结算的订单，市场合约为质押者留 %s；其他代币不收。"}

	RunTitle  = Text{"On your machine", "在你的机器上"}
	RunText   = Text{"init asks what it has to know, makes the gateway's key and writes the settings; doctor says what is missing and what to do about it; run starts it. For a cluster with Helm, init --helm says what to type instead.", "init 会询问必要信息、生成网关密钥并写好配置；doctor 指出缺少什么、如何修复；run 启动网关。要用 Helm 装进集群，请用 init --helm，它会告诉你接下来输入什么。"}
	RunCopy   = Text{"the commands", "命令"}
	RunWallet = Text{"Log in first, and the commands have your wallet's address.", "先登录，命令中就会填入你的钱包地址。"}

	AskTitle   = Text{"Your gateway", "你的网关"}
	AskText    = Text{"Once it runs, name its host here: what it says of itself is filled in below.", "网关运行后，在此填写它的主机名，它给出的信息会自动填到下面的表单。"}
	AskDo      = Text{"Ask the gateway", "询问网关"}
	AskAsks    = Text{"Asking", "正在询问"}
	AskGood    = Text{"%s answers: it is for your wallet, on this chain and market.", "%s 有响应：属于你的钱包，链和市场合约一致。"}
	AskLogin   = Text{"Log in to register", "登录后注册"}
	AskPreview = Text{"Your wallet's account becomes the node.", "你的钱包账户将成为节点。"}

	OwnAdmin     = Text{"Admin pages", "管理页面"}
	OwnAdminText = Text{"Prices, orders, payouts and maintenance are managed at your gateway itself.", "价格、订单、提款和维护在你的网关上管理。"}
	OwnAsSeen    = Text{"As users see it", "用户看到的页面"}
	OwnUnlisted  = Text{"This platform has not read your registration yet. It takes some seconds.", "平台尚未读到你的注册，需要几秒钟。"}
	OwnHidden    = Text{"Users cannot rent it now", "用户现在无法租用"}

	ListingTitle   = Text{"On this platform's lists", "在本平台的列表中"}
	ListingShown   = Text{"Lists show your node.", "列表会显示你的节点。"}
	ListingNot     = Text{"This platform lists only nodes that have enlisted. Yours has not.", "本平台只列出主动登记的节点，你的节点还没有登记。"}
	ListingOff     = Text{"You have taken your node off the lists.", "你已把节点移出列表。"}
	ListingPending = Text{"Your registration is not final on chain yet. Lists show the node once it is.", "你的注册在链上尚未最终确认，确认后列表会显示该节点。"}
	ListingAway    = Text{"Your gateway has not answered for a while, so lists do not show the node. It comes back by itself once it answers steadily.", "网关有一段时间没有响应，列表暂不显示该节点；稳定响应后会自动恢复。"}
	ListingDo      = Text{"Enlist my node", "登记到列表"}
	ListingUndo    = Text{"Take it off the lists", "移出列表"}
	ListingDoes    = Text{"Telling the platform", "正在通知平台"}
	ListingAhead   = Text{"So that people find it among the nodes here. You can say so now, or later on this page.", "这样大家就能在本平台的节点中找到它。可以现在登记，也可以之后在本页登记。"}
	ListingWished  = Text{"It will be enlisted as soon as this platform has read your registration. Keep this page open until then.", "平台读到你的注册后会立即登记。在此之前请不要关闭本页。"}
	ListingUnwish  = Text{"Leave it off", "不登记"}
	ListingText    = Text{"It costs nothing, and the login was the only signature. Whoever has the node's address can open and rent it either way.", "不收费，登录时的签名就够了。无论如何，知道节点地址的人都可以打开并租用它。"}

	UndescribedTitle = Text{"What your node's metadata URI leads to is not shown", "节点元数据 URI 指向的内容没有显示"}
	UndescribedAgain = Text{"This platform tries again within the hour. You can also describe the node in the form below, which keeps it on chain.", "本平台一小时内会再试一次。你也可以在下面的表单中填写介绍，内容会保存在链上。"}

	SightTitle = Text{"Uptime", "在线情况"}
	SightIs    = Text{"Reachable", "可连接"}
	SightAsked = Text{"Questions", "询问"}
	SightText  = Text{"What this platform saw by asking your gateway again and again since it last started or first knew the node. It knows of no other time.", "本平台自上次启动或首次得知该节点以来，反复询问网关的结果。其他时间无从得知。"}
	SightShare = Text{"%s of %s", "%[2]s内 %[1]s"}
	SightAsks  = Text{"%d of %d answered", "%[2]d 次，响应 %[1]d 次"}
	SightSince = Text{"Since", "始于"}
	SightLast  = Text{"Last answer", "上次响应"}
	SightAways = Text{"Times without an answer", "无响应的时段"}
	SightNow   = Text{"now", "现在"}
	SightNone  = Text{"none seen", "未见"}
	SightNot   = Text{"It has not been asked yet.", "尚未询问。"}

	IncomeTitle  = Text{"Earnings", "收入"}
	IncomeEarned = Text{"Earned so far", "累计所得"}
	IncomeText   = Text{"Fees and referrers' shares are taken off.", "已扣除手续费和推荐分成。"}
	IncomeEscrow = Text{"In escrow of live orders", "进行中订单的托管"}
	IncomeOrders = Text{"Orders", "订单数"}
	IncomeCounts = Text{"%d live, %d ended", "进行中 %d，已结束 %d"}
	IncomeOwed   = Text{"Nothing to withdraw now.", "现在没有可提取的金额。"}

	RankTitle  = Text{"Your price in the market", "你的价格在市场中的位置"}
	RankText   = Text{"List prices of %s for a day, of nodes that take orders now.", "%s 租用一天的标价，仅含正在接单的节点。"}
	RankIs     = Text{"Of %d other nodes %d are cheaper and %d dearer.", "另有 %d 个节点：%d 个更便宜，%d 个更贵。"}
	RankAlone  = Text{"No other node takes orders in %s now.", "目前没有其他节点接受 %s。"}
	RankNone   = Text{"Your gateway has told no price in %s, or cannot be reached.", "你的网关没有给出 %s 的价格，或无法连接。"}
	RankYou    = Text{"your node", "你的节点"}
	OwnOrders  = Text{"Running orders", "进行中的订单"}
	OwnNoOrder = Text{"No order runs here now.", "现在没有进行中的订单。"}
	OwnUser    = Text{"User", "用户"}
	OwnEnds    = Text{"Ends", "结束"}
	OwnAll     = Text{"%d more are on the admin pages.", "其余 %d 个见管理页面。"}
)

// undescribed are the reasons why what a metadata URI leads to is not shown, for the node's owner.
var undescribed = map[wire.Undescribed]Text{
	wire.WrongScheme:   {"It begins with none of https:, ipfs: and data:, and nothing else is read.", "它不以 https:、ipfs: 或 data: 开头，其他地址不会读取。"},
	wire.NoIPFS:        {"It is an ipfs: address, and this platform has no way there. Use https: or data:.", "这是 ipfs: 地址，而本平台无法访问 IPFS，请改用 https: 或 data:。"},
	wire.CannotReach:   {"Its server does not answer within five seconds, has no valid certificate, or is not on the public internet.", "它的服务器没有在 5 秒内响应、没有有效证书，或者不在公网上。"},
	wire.NotThere:      {"Its server answers, but with something else than “200 OK”.", "它的服务器有响应，但状态码不是“200 OK”。"},
	wire.LedAway:       {"It redirects more than three times, or to something that is not https.", "它重定向超过三次，或者转向了非 https 地址。"},
	wire.WrongType:     {"What it leads to is not served as application/json.", "它指向的内容不是以 application/json 类型提供的。"},
	wire.TooLong:       {"What it leads to is longer than 16 KiB.", "它指向的内容超过 16 KiB。"},
	wire.NoDescription: {"What it leads to is not the JSON of a description, or has a text that is too long or cannot be shown.", "它指向的内容不是节点介绍的 JSON，或者其中有过长或无法显示的文字。"},
	wire.NotLookedAt:   {"This platform could not make sense of it.", "本平台无法解读它。"},
}

// Undescribed says why what a node's metadata URI leads to is not shown.
func (t T) Undescribed(why wire.Undescribed) string {
	x, ok := undescribed[why]
	if !ok {
		x = undescribed[wire.NotLookedAt]
	}
	return t.Say(x)
}
