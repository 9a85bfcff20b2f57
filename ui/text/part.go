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

	DialTitle   = Text{"The most you pay", "最高价格"}
	DialTotal   = Text{"for %s", "租期 %s"}
	DialChance  = Text{"About %d\u00a0%% likely that a node takes it", "有节点接受的可能性约 %d%%"}
	DialUnknown = Text{"It meets the list price of %d of %d nodes", "达到 %d 个节点的标价（共 %d 个）"}
	DialWarn    = Text{"That is more than half above the list price (%s). A node never takes more than its own price, but nothing so high is needed.", "这比标价（%s）高出一半以上。节点不会多收，但没有必要出这么高。"}
	DialSlider  = Text{"Price", "价格"}
	DialLow     = Text{"Low", "低价"}
	DialMiddle  = Text{"Recommended", "推荐"}
	DialFast    = Text{"Fast", "快速"}
	DialNone    = Text{"No node takes this little by its list price. Some may still answer with a price of their own.", "按标价没有节点接受这么低的价格，但仍可能有节点还价。"}
	DialEntry   = Text{"Or enter a price", "或输入价格"}
	DialUnit    = Text{"%s an hour", "%s / 小时"}
	DialHour    = Text{"an hour", "每小时"}
	DialBad     = Text{"Enter a price in %s an hour, for example 0.05.", "请输入每小时的 %s 价格，例如 0.05。"}
	DialNoFit   = Text{"No node fits this now, so there is no price to go by.", "目前没有合适的节点，因此没有参考价。"}
	DialSource  = Text{"These are only list prices: too few nodes have answered lately to tell how likely one takes it. A node never takes more than its own price.", "这只是标价：近期答复的节点太少，还无法估计接受的可能性。节点不会收取高于自己价格的钱。"}
	DialLearned = Text{"Learned from what nodes answered lately. A node never takes more than its own price.", "依据节点近期的答复。节点不会收取高于自己价格的钱。"}
	DialCurve   = Text{"How the price is met", "各价位的情况"}

	Maintained = Text{"Maintenance", "维护"}

	MaintenanceTitle  = Text{"The node is about to be maintained, and takes no new orders.", "该节点即将维护，不接新订单。"}
	MaintenanceSays   = Text{"Its operator says: %s", "运营者说明：%s"}
	MaintenanceEnds   = Text{"Orders that run there are to have ended by %s; each is announced on chain before, as long as its notice asks for.", "进行中的订单应在 %s 前结束；每个订单都会按其通知期提前在链上公告。"}
	MaintenanceGoesOn = Text{"Your order goes on. For the time of the work its services may not be reached.", "你的订单继续有效，维护期间服务可能无法访问。"}
	MaintenanceSince  = Text{"Announced:", "公告于："}

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
