package text

// Words of the reusable parts.
var (
	FreeOf = Text{"%s free", "空闲 %s"}

	SplitBack = Text{"You get back", "退还给你"}
	SplitNode = Text{"The node gets", "支付给节点"}
	SplitOf   = Text{"of %s in escrow", "托管共 %s"}

	MeterCost = Text{"Cost so far", "目前花费"}
	MeterOf   = Text{"of %s in escrow", "托管共 %s"}
	MeterRate = Text{"Rate", "费率"}
	MeterLeft = Text{"Time left", "剩余时间"}
	MeterEnds = Text{"Ends", "结束时间"}
	MeterFree = Text{"Still free for %s", "试用期还剩 %s，不计费"}

	CopyAddress   = Text{"Copy the address", "复制地址"}
	CopyWhat      = Text{"Copy: %s", "复制：%s"}
	Copied        = Text{"Copied", "已复制"}
	CopyFailed    = Text{"The browser did not allow copying. Select the text and copy it by hand.", "浏览器不允许复制，请手动选中并复制。"}
	SeeOnExplorer = Text{"See it in the block explorer", "在区块浏览器中查看"}

	StageTodo   = Text{"not yet", "未开始"}
	StageNow    = Text{"under way", "进行中"}
	StageDone   = Text{"done", "已完成"}
	StageBroken = Text{"failed", "失败"}

	Close = Text{"Close", "关闭"}
	Retry = Text{"Try again", "重试"}

	DialTitle   = Text{"What you offer", "你的出价"}
	DialSlider  = Text{"Price", "价格"}
	DialLow     = Text{"Low", "低价"}
	DialMiddle  = Text{"Recommended", "推荐"}
	DialFast    = Text{"Fast", "快速"}
	DialTakes   = Text{"%d of %d nodes would take this", "%d 个节点会接受（共 %d 个）"}
	DialNone    = Text{"No node takes this little by its list price. Some may still answer with a price of their own.", "按标价没有节点接受这么低的价格，但仍可能有节点还价。"}
	DialEntry   = Text{"Or enter a price", "或输入价格"}
	DialUnit    = Text{"%s an hour", "%s / 小时"}
	DialHour    = Text{"an hour", "每小时"}
	DialBad     = Text{"Enter a price in %s an hour, for example 0.05.", "请输入每小时的 %s 价格，例如 0.05。"}
	DialNoFit   = Text{"No node fits this now, so there is no price to go by.", "目前没有合适的节点，因此没有参考价。"}
	DialSource  = Text{"From the list prices of the nodes that fit.", "依据合适节点的标价。"}
	DialLearned = Text{"From what nodes answered lately, and their list prices.", "依据节点近期的答复和标价。"}
	DialCurve   = Text{"How many nodes accept at which price", "各价位的接受情况"}

	Reachable    = Text{"Online", "在线"}
	NodeServed   = Plural{"%d completed", "%d completed", "已完成 %d 个订单"}
	NodePaid     = Plural{"%[2]s paid for by %[1]d user", "%[2]s paid for by %[1]d users", "%[1]d 位用户付费 %[2]s"}
	NodeBroke    = Plural{"%d broken off", "%d broken off", "主动中止 %d 个"}
	NodeLet      = Plural{"%d never started", "%d never started", "未启动 %d 个"}
	NodeNew      = Text{"No orders yet", "还没有订单"}
	NodeNoPrice  = Text{"No price: its gateway does not answer", "无报价：网关没有响应"}
	Probation    = Text{"first %s free for new users", "新用户前 %s免费试用"}
	ProbationFor = Text{"first %s free for new users with a stake", "有质押的新用户前 %s免费试用"}
	NoRegion     = Text{"region not told", "未注明地区"}
	NodeIsPaused = Text{"Paused: takes no new orders", "已暂停：不接新订单"}
)
