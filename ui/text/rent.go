package text

import "berth/shared/resource"

// RentSteps are the names of the steps of renting, in order.
var RentSteps = [...]Text{{"What", "租什么"}, {"Price", "价格"}, {"Nodes", "节点"}, {"Pay", "付款"}}

// Words of the way to an order.
var (
	RentTitle    = Text{"Rent", "租用"}
	RentLead     = Text{"Choose what to run, see the total, and it is up within a minute.", "选择要运行的内容，看到总价，一分钟内就能用上。"}
	RentPaid     = Text{"That is paid: it is order %d now", "已付款，成为订单 %d"}
	RentSeeOrder = Text{"See the order", "查看订单"}
	RentLoading  = Text{"Loading what can be rented", "正在加载可租用的服务"}

	RentWhich       = Text{"What do you want to run?", "你想运行什么？"}
	RentJust        = Text{"Just resources", "只要资源"}
	RentJustNote    = Text{"Choose the size now and what runs on it later", "先定规格，之后再决定运行什么"}
	RentShelf       = Text{"Or a ready-made service", "或选择现成的服务"}
	RentOwnNote     = Text{"The size is what the file asks for; you can change it", "规格由文件得出，可以修改"}
	RentSizeTime    = Text{"Size, time and price", "规格、时长与价格"}
	RentOwnFigures  = Text{"Other figures", "自定义各项"}
	RentMost        = Text{"Up to %s on one node.", "单个节点最多 %s。"}
	RentBare        = Text{"%s is a bare number. Which one do you mean?", "%s只写了数字，你指的是哪一个？"}
	RentBareFirst   = Text{"Say MiB or GiB for the memory first.", "请先选择内存单位 MiB 或 GiB。"}
	RentOwnPrice    = Text{"Name your own price", "自己出价"}
	RentDo          = Text{"Rent", "租用"}
	RentDoFor       = Text{"Rent for %s", "以 %s 租用"}
	RentAnswers     = Text{"What the nodes answer", "节点的答复"}
	RentChangeSize  = Text{"Change the size", "修改规格"}
	RentTotal       = Text{"Total", "总价"}
	RentRecommended = Text{"Recommended", "推荐"}
	RentBest        = Text{"The cheapest of those that take it", "接受的节点中最便宜"}
	RentBestOnly    = Text{"The only one that takes it", "唯一接受的节点"}
	RentOver        = Text{"These answers have expired", "这些答复已过期"}
	RentOverDo      = Text{"Nothing was paid. Nodes keep a price for a few minutes; asking again takes seconds.", "没有付款。节点的报价只保留几分钟，重新询价只需几秒。"}
	RentOverOne     = Text{"This price has expired.", "该报价已过期。"}
	RentUptime      = Text{"Answered in 30 days", "30 天应答率"}
	RentCert        = Text{"Checked by this platform", "平台核查"}
	RentSize        = Text{"How big?", "多大规格？"}
	RentOwnSize     = Text{"My own", "自定义"}
	RentOwnSizeNote = Text{"Enter each number yourself", "自己填写每一项"}
	RentCores       = Text{"cores", "核"}
	RentSizeHelp    = Text{"For example 512 MiB or 2 GiB. A bare number is GiB.", "例如 512 MiB 或 2 GiB；只写数字按 GiB 算。"}
	RentTrafficHelp = Text{"In and out, over the whole time; it opens with the time paid for", "整个租期的进出总量，随已付费的时间逐步开放"}
	RentModelHelp   = Text{"For example l4 or h100; empty for any", "例如 l4 或 h100；不限则留空"}
	RentParams      = Text{"Settings of the service (can be changed when you deploy)", "服务设置（部署时还可以改）"}
	RentFixFirst    = Text{"Correct the fields that are marked first.", "请先改好标出的项。"}
	RentToPrice     = Text{"Go on to the price", "下一步：价格"}
	ParamNeeded     = Text{"The service needs this.", "服务需要这一项。"}
	ParamLong       = Text{"At most %d bytes.", "最多 %d 字节。"}

	RentOnly       = Text{"Asking %s only", "只向 %s 询价"}
	RentAnyNode    = Text{"Ask every node", "改为询问所有节点"}
	RentPricing    = Text{"Comparing the prices of the nodes that fit", "正在比较合适节点的价格"}
	RentNoFit      = Text{"No node has this free right now", "目前没有节点有这么多空闲资源"}
	RentNoFitDo    = Text{"This is what keeps nodes out; less of it brings them back:", "以下各项把节点排除在外，减少用量即可匹配："}
	RentListPrice  = Text{"%s lists this for %s.", "%s 的标价为 %s。"}
	RentOfferList  = Text{"Take that", "按标价"}
	RentDeposit    = Text{"At most that; a node never takes more than its own price. It goes into escrow: the contract keeps it and pays the node second by second. End early and the rest comes back, but for what you commit to (each quote, which is a node's signed offer, says how much).", "最多这么多，节点不会收取高于自己价格的钱。款项先托管：由合约保管，按秒付给节点。提前结束，除承诺支付的部分外，剩余退还（每份报价，即节点签名的要约，会写明承诺多少）。"}
	RentTooDear    = Text{"This rate is higher than the contract can hold.", "这个价格超出了合约上限。"}
	RentNoRate     = Text{"Enter a price first.", "请先填写价格。"}
	RentWaitPrice  = Text{"Looking up the price.", "正在查询价格。"}
	RentPaidIn     = Text{"Which currency do you pay in?", "用哪种币支付？"}
	RentHowLong    = Text{"For how long?", "租多久？"}
	RentOther      = Text{"Other", "其他"}
	RentSpan       = Text{"Duration", "时长"}
	RentUnit       = Text{"Unit", "单位"}
	RentBadSpan    = Text{"Enter a number above 0, at most 5 years.", "请输入大于 0 的数，最长 5 年。"}
	RentFixSpan    = Text{"Enter how long first.", "请先填写时长。"}
	Minutes        = Text{"minutes", "分钟"}
	Hours          = Text{"hours", "小时"}
	Days           = Text{"days", "天"}
	RentAsk        = Text{"Compare nodes", "比较节点"}
	RentAsking     = Text{"Asking the nodes", "正在询价"}
	RentSeeAnswers = Text{"See the answers", "查看答复"}
	RentWhyLogIn   = Text{"You log in with your wallet first, which costs nothing; then it goes on by itself.", "会先请你用钱包登录，不花钱，之后自动继续。"}

	RentSending     = Text{"Asking the nodes that fit", "正在向合适的节点询价"}
	RentNobody      = Text{"No node could be asked", "没有可询问的节点"}
	RentNobodyDo    = Text{"Nothing was sent. This is what keeps nodes out:", "什么都没有发出。节点被排除的原因："}
	RentExcludes    = Plural{"%d node by %[2]s", "%d nodes by %[2]s", "%d 个节点：%[2]s"}
	RentOffered     = Text{"%s, at most %s for %s", "%s，最多 %s，租期 %s"}
	RentAnswered    = Text{"%d of %d have answered", "已答复 %d 个，共 %d 个"}
	RentDone        = Text{"%d accept, %d name their own price, %d decline, %d gave no answer", "%d 个接受，%d 个还价，%d 个拒绝，%d 个无答复"}
	RentNoneTakes   = Text{"No node can take this", "没有节点能接受"}
	RentNoneTakesDo = Text{"Nothing was paid. Raise the price, rent less, or ask again in a moment: the reasons above say which helps.", "没有付款。可以提高价格、减少资源，或稍后再问；上面的原因会告诉你哪种有用。"}
	RentAskAgain    = Text{"Ask again", "重新询价"}
	RentChangePrice = Text{"Change the price", "修改价格"}
	RentWaitsFor    = Text{"Waiting for its answer", "等待答复"}
	RentEscrow      = Text{"Into escrow", "托管金额"}
	RentToOffer     = Text{"Against what you would pay", "与你的最高价相比"}
	RentMore        = Text{"%s more (+%s %%)", "高 %s（+%s\u00a0%%）"}
	RentLess        = Text{"%s less (−%s %%)", "低 %s（−%s\u00a0%%）"}
	RentRecord      = Text{"Record", "履约记录"}
	RentGoodFor     = Text{"Price good for", "报价有效期还剩"}
	RentChoose      = Text{"Choose %s", "选择 %s"}
	RentTook        = Text{"answered in %s ms", "%s 毫秒内答复"}

	AnswerAccept  = Text{"Accepts", "接受"}
	AnswerCounter = Text{"Its own price", "还价"}
	AnswerExpired = Text{"Expired", "已过期"}
	AnswerReject  = Text{"Declines", "拒绝"}
	AnswerNone    = Text{"No answer", "无答复"}
	AnswerWaits   = Text{"Asked", "已询问"}

	WhyShort    = Text{"%s: you want %s, it has %s free", "%s：你要 %s，它空闲 %s"}
	WhyPrice    = Text{"The price: it takes %s or more", "价格：最低 %s"}
	WhyDuration = Text{"The duration: you want %s, its limit is %s", "时长：你要 %s，它的限度是 %s"}
	WhyNeeds    = Text{"%s: what runs needs %s, and this offer has %s", "%s：正在运行的服务需要 %s，而这个出价只有 %s"}
	WhySilent   = Text{"It did not say why.", "没有说明原因。"}
)

// Whys are the reasons of a reject that have no figures.
var Whys = map[string]Text{
	string(resource.GPUModel): {"It has no such GPU model", "没有这种型号的 GPU"},
	"price":                   {"The price is too low for it", "价格太低"},
	"duration":                {"It does not take this duration", "不接受这个时长"},
	"paused":                  {"It takes no new orders now", "暂停接单"},
	"blocked":                 {"It does not take orders of this account", "不接受这个账户的订单"},
	"maintenance":             {"It is about to be maintained and takes no new orders", "节点即将维护，不接新订单"},
	"stake":                   {"It serves only users with more stake", "它只接受质押更多的用户"},
	"record":                  {"It serves only users with a longer record", "它只接受履约记录更多的用户"},
	"live-order":              {"You have a live order with it already", "你在这个节点已有进行中的订单"},
	"not-active":              {"It does not run an order of yours that could be replaced", "它没有你可以替换的运行中订单"},
	"not-yet":                 {"It has not seen your order on the chain yet; ask again in a moment", "它尚未在链上看到你的订单，请稍后再问"},
	"does-not-fit":            {"What runs would not fit any more", "正在运行的服务将放不下"},
	"busy":                    {"It is busy; ask again in a moment", "节点繁忙，请稍后再问"},
	"runtime":                 {"Its machines do not answer it now", "它暂时联系不上自己的机器"},
	"chain":                   {"It cannot reach the chain now", "它暂时连不上链"},
	"wrong-chain":             {"It works on another chain", "它在另一条链上"},
	"token":                   {"It is not paid in this currency", "它不收这种币"},
	"root":                    RootLacks,
	"referrer":                {"It does not give this platform the share that it asks for", "它不接受本平台要求的分成"},
	"timeout":                 {"It did not answer in time", "没有在期限内答复"},
	"unreachable":             {"It cannot be reached", "无法连接"},
	"bad-answer":              {"Its answer was not in order, so it does not count", "答复不符合规范，不予采用"},
}

// Words of paying for an order.
var (
	PayNode         = Text{"Node", "节点"}
	PayTitle        = Text{"Pay, and %s starts", "付款后由 %s 启动"}
	PayAfterLogIn   = Text{"shown once you are logged in", "登录后显示"}
	PayWhat         = Text{"You get", "你得到"}
	PayEnds         = Text{"Ends", "结束时间"}
	PayEndsAt       = Text{"about %s, if it starts now", "若现在开始，约 %s"}
	PayYouHave      = Text{"You have", "你的余额"}
	PayReading      = Text{"reading the balance", "正在读取余额"}
	PayNoBalance    = Text{"balance not known now", "暂时读不到余额"}
	PayNext         = Text{"What happens next", "接下来会怎样"}
	PayThen1        = Text{"The node sees the payment and starts the order, in seconds as a rule. If it does not within %s, all of it can be taken back.", "节点看到付款后启动订单，通常只要几秒。若 %s内没有启动，全部金额可以取回。"}
	PayThenFree     = Text{"At first it costs nothing (%s): end it in that time and everything comes back.", "前 %s不计费：期间结束，全额退还。"}
	PayThen2        = Text{"What you chose is deployed by itself; you open it in the browser.", "你选择的内容会自动部署，然后在浏览器中打开。"}
	PayThen3        = Text{"You can end it at any time. What is not used comes back to you.", "你可以随时结束，未用部分退还给你。"}
	PayThenBound    = Text{"You can end it at any time. What is neither used nor committed to (%s) comes back to you.", "你可以随时结束。除已用和已承诺的部分（%s）外，其余退还给你。"}
	PayDo           = Text{"Pay %s into escrow", "托管 %s"}
	PayPrompts      = Text{"Your wallet asks once or twice: that this amount may be taken, and to place the order.", "钱包会询问一到两次：授权这笔金额，以及下单。"}
	PayPlain        = Text{"Your wallet asks twice: %s takes no signed permission, so that the amount is allowed by a transaction of its own, and then the order is placed.", "钱包会询问两次：%s 不支持签名授权，需先用一笔交易授权这笔金额，再下单。"}
	PayShort        = Text{"The deposit is %s, and you have %s. Choose a shorter time or a lower price, or add tokens.", "需要托管 %s，而你只有 %s。请缩短时长、降低价格，或充值代币。"}
	PayOver         = Text{"The node's quote has run out. Nothing was paid.", "节点的报价已过期，没有付款。"}
	PayUnknown      = Text{"A payment is still on its way. Look at your orders before you pay again.", "上一笔付款还在途中。再次付款前请先查看订单。"}
	PaySeeOrders    = Text{"See your orders", "查看订单"}
	PayNoQuote      = Text{"This quote is not there any more", "这份报价已经没有了"}
	PayNoQuoteDo    = Text{"Nothing was paid. Ask the nodes again: that takes seconds.", "没有付款。请重新询价，只要几秒。"}
	PayRelayTitle   = Text{"The platform pays the network fee of this order", "这笔订单的网络费由平台支付"}
	PayRelayWhat    = Text{"Your wallet needs no %s for it and sends nothing. It signs that exactly this amount may be taken for exactly this order: the platform passes that on and can change nothing of it.", "钱包里不需要 %s，也不发送交易，只需签名：仅限这个金额、仅限这个订单。平台只能原样提交，无法改动。"}
	PayRelayLater   = Text{"Extending the order, ending it early or taking money out later costs a network fee of your own.", "以后续期、提前结束或取回余额时，网络费由你自己支付。"}
	PayRelayPrompts = Text{"The platform pays the network fee: your wallet asks for two signatures, and for no transaction.", "网络费由平台支付：钱包会请你签名两次，不发送交易。"}
	PayNoRelay      = Text{"There is too little %s in this account for the network fee, and the platform does not pay it: %s.", "账户里的 %s 不够付网络费，平台也不为这笔订单支付：%s。"}
	PayOwnFee       = Text{"Pay the network fee myself", "自己支付网络费"}

	PayProgress = Text{"The payment", "付款进度"}
	PayReady    = Text{"Checking wallet and balance", "检查钱包和余额"}
	PayPermit   = Text{"Allow the amount: confirm in your wallet", "授权金额：请在钱包中确认"}
	PayApprove  = Text{"Allow the amount by a transaction: confirm in your wallet", "通过交易授权金额：请在钱包中确认"}
	PaySend     = Text{"Place the order: confirm in your wallet", "下单：请在钱包中确认"}
	PayBlock    = Text{"Waiting for the block", "等待交易进入区块"}
	PaySign     = Text{"Sign the order: confirm in your wallet", "签名下单：请在钱包中确认"}
	PayRelay    = Text{"The platform places the order", "平台正在提交订单"}
	PayDone     = Text{"Paid", "已付款"}
)

// RentBad says what to write in a field of resources.
var RentBad = map[resource.Dimension]Text{
	resource.CPU:      {"Enter cores, at least 0.01, for example 0.5.", "请输入核数，至少 0.01，例如 0.5。"},
	resource.Memory:   {"Enter a size of at least 16 MiB, for example 512 MiB.", "请输入至少 16 MiB 的大小，例如 512 MiB。"},
	resource.Disk:     {"Enter a size, for example 10 GiB, or 0 for none.", "请输入大小，例如 10 GiB；不需要则填 0。"},
	resource.Traffic:  {"Enter a size, for example 100 GiB, or 0 for none.", "请输入大小，例如 100 GiB；不需要则填 0。"},
	resource.GPU:      {"Enter a whole number, or 0 for none.", "请输入整数；不需要则填 0。"},
	resource.GPUModel: {"At most 12 of a-z, 0-9 and -.", "最多 12 个字符，只能用 a-z、0-9 和 -。"},
}
