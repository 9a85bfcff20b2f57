package text

// Words of a node's orders, for whoever runs it.
var (
	AdminOrdersLead    = Text{"Who rents here, what it brings, and what you can do about an order. What tenants run and write is theirs: it is not shown.", "谁在租用、带来多少收入，以及你能做什么。租户运行和写入的内容属于他们，这里不显示。"}
	AdminOrdersNone    = Text{"No live orders", "没有进行中的订单"}
	AdminOrdersNoneTxt = Text{"Users find the node on a platform and ask it for a quote. An order shows here as soon as it is paid.", "用户在平台上找到节点并询价。订单付款后会立即显示在这里。"}
	AdminEndedNone     = Text{"No order has ended yet", "还没有结束的订单"}
	AdminEndedNoneTxt  = Text{"Orders that are over are listed for thirty days after their data was deleted.", "结束的订单在数据删除后仍列出三十天。"}

	AdminTitleName  = Text{"Order", "订单"}
	AdminUser       = Text{"User", "用户"}
	AdminEarned     = Text{"Earned", "已赚"}
	AdminEnds       = Text{"Ends", "结束"}
	AdminIsBlocked  = Text{"blocked", "已屏蔽"}
	AdminDataUntil  = Text{"data kept until %s", "数据保留至 %s"}
	AdminDataGone   = Text{"data deleted", "数据已删除"}
	AdminEndSaid    = Text{"End announced", "已通知结束"}
	AdminOfUser     = Text{"Orders of this user here", "此用户在这里的订单"}
	AdminOrderFlaw  = Text{"The deployment has a problem", "部署有问题"}
	AdminBackOrders = Text{"All orders", "全部订单"}

	AdminPhase     = Text{"Deployment", "部署"}
	AdminServices  = Text{"Services", "服务"}
	AdminRevision  = Text{"Version", "版本"}
	AdminNoDeploy  = Text{"nothing deployed", "未部署"}
	AdminOpenNow   = Text{"Open now", "当前打开"}
	AdminShells    = Plural{"%d shell", "%d shells", "%d 个终端"}
	AdminPorts     = Plural{"%d connection", "%d connections", "%d 个连接"}
	AdminActivated = Text{"Activated", "启动于"}
	AdminCreated   = Text{"Paid", "付款于"}
	AdminNotice    = Text{"Notice owed", "须提前通知"}
	AdminCommitted = Text{"User committed to", "用户承诺"}
	AdminReferrer  = Text{"Referrer", "推荐人"}
	AdminDeposit   = Text{"Escrow", "托管"}
	AdminReplaces  = Text{"Takes the place of", "取代"}
	AdminReplaced  = Text{"Replaced by", "被取代为"}

	AdminUseTitle   = Text{"Used against bought", "用量与购买量"}
	AdminUseNow     = Text{"%s of %s", "%s，共 %s"}
	AdminUsePeak    = Text{"at most %s", "最高 %s"}
	AdminUseNone    = Text{"No figures yet: nothing runs, or it has just begun.", "还没有数据：尚未运行，或刚刚开始。"}
	AdminUseCaption = Text{"Highest of the last hour beside what is used now.", "当前用量，以及最近一小时的最高值。"}

	AdminLogTitle   = Text{"The gateway's log about it", "网关关于它的日志"}
	AdminLogNone    = Text{"The gateway has logged nothing about this order since it was started.", "网关启动以来没有关于此订单的日志。"}
	AdminLogHelp    = Text{"What the gateway did. What the tenant's services write is not in it.", "网关所做的事，不含租户服务写的内容。"}
	AdminPaidTitle  = Text{"Payments of this order", "此订单的收款"}
	AdminPaidNone   = Text{"Nothing has been credited for it yet.", "还没有入账。"}
	AdminRecord     = Text{"The user's record", "用户的履约记录"}
	AdminRecordHelp = Text{"What the market says of all orders of this user, with any node. Anybody can check it.", "市场合约记录的此用户与所有节点的订单，任何人都可核对。"}
	AdminHere       = Plural{"%d order here", "%d orders here", "在这里共 %d 个订单"}
	AdminSince      = Text{"First order with any node", "首个订单"}
	AdminSeeUser    = Text{"See this user", "查看此用户"}
	AdminUserLead   = Text{"What the chain says of this account, and what it rents here.", "链上关于此账户的记录，以及它在这里租用的资源。"}

	AdminRecordCompleted = Text{"Ran to their end", "正常到期"}
	AdminRecordProbation = Text{"Left in probation", "试用期内退出"}
	AdminRecordLeft      = Text{"Left later", "之后退出"}
	AdminRecordByNode    = Text{"Ended by the node", "由节点结束"}
	AdminRecordNot       = Text{"Never started", "未启动"}
	AdminRecordPaid      = Text{"Paid for", "付费时长"}
	AdminRecordPartners  = Text{"Nodes paid", "付费节点数"}
	AdminRecordSum       = Text{"Paid in all", "总付款"}

	AdminActions      = Text{"Actions", "操作"}
	AdminActionsHelp  = Text{"Each says what it costs before it is done.", "每项操作都会先说明代价。"}
	AdminEndDo        = Text{"End the order", "结束订单"}
	AdminEndTitle     = Text{"End order %d", "结束订单 %d"}
	AdminEndHow       = Text{"How", "方式"}
	AdminEndNotice    = Text{"With notice", "提前通知"}
	AdminEndNoticeTo  = Text{"ends %s, nothing is forfeited", "%s 结束，不损失收入"}
	AdminEndNow       = Text{"At once", "立即"}
	AdminEndNowFree   = Text{"nothing is forfeited", "不损失收入"}
	AdminEndNowCosts  = Text{"forfeits %s", "损失 %s"}
	AdminEndSaidWords = Text{"The user is told at once and goes on until %s. You will have earned %s by then; %s goes back to the user.", "用户会立即收到通知，服务继续到 %s。届时你已赚取 %s，%s 退还用户。"}
	AdminEndNowWords  = Text{"The services stop now. You keep %s, forfeit %s for want of notice, and %s goes back to the user.", "服务立即停止。你保留 %s，因未提前通知损失 %s，%s 退还用户。"}
	AdminEndBefore    = Text{"Before the fee and the referrer's share.", "未扣除手续费和推荐人分成。"}
	AdminEndReason    = Text{"Reason, which goes on chain", "原因（写入链上）"}
	AdminEndSaidDo    = Text{"Announce the end", "通知结束"}
	AdminEndNowDo     = Text{"End it now", "立即结束"}
	AdminEndDone      = Text{"Order %d ends %s.", "订单 %d 将于 %s 结束。"}
	AdminEndOver      = Text{"Order %d has ended.", "订单 %d 已结束。"}
	AdminEndAlready   = Text{"Its end is announced already: %s.", "已通知结束时间：%s。"}
	AdminEndWriting   = Text{"The gateway writes it to the chain: up to three minutes.", "网关正在写入链上，最多三分钟。"}
	AdminEndCounting  = Text{"Reckoning what it costs", "正在计算代价"}

	AdminRestart      = Text{"Restart its services", "重启服务"}
	AdminRestartTitle = Text{"Restart the services of order %d", "重启订单 %d 的服务"}
	AdminRestartWords = Text{"The services are started anew. The user sees it as an interruption; it costs nothing and nothing is lost but what was in memory.", "服务会重新启动，用户会感到短暂中断。不产生费用，除内存中的内容外不丢数据。"}
	AdminRestarted    = Text{"The services are being started anew.", "服务正在重新启动。"}

	AdminCollectDo    = Text{"Delete its data now", "立即删除数据"}
	AdminCollectTitle = Text{"Delete the data of order %d", "删除订单 %d 的数据"}
	AdminCollectWords = Text{"The user was promised that the data is kept until %s, and cannot get it back after this. It gives you %s of disk back sooner.", "用户得到的承诺是数据保留至 %s，删除后无法恢复。你可以提早收回 %s 磁盘。"}
	AdminCollected    = Text{"The data is deleted once the end is final on chain.", "链上确认结束后即删除数据。"}

	AdminBlockDo      = Text{"Block this user", "屏蔽此用户"}
	AdminBlockTitle   = Text{"Block this user", "屏蔽此用户"}
	AdminBlockWords   = Text{"Offers of this account are rejected from now on. Orders that it has here go on until their end. An account costs nothing to make: this keeps out an address, not a person.", "从现在起拒绝此账户的询价，已有订单继续到结束。新账户不花钱就能创建：屏蔽的是地址，不是人。"}
	AdminBlockNote    = Text{"Note for yourself", "备注（仅自己可见）"}
	AdminBlocked      = Text{"The user is blocked.", "已屏蔽此用户。"}
	AdminUnblockDo    = Text{"Unblock", "取消屏蔽"}
	AdminUnblocked    = Text{"The user is not blocked any more.", "已取消屏蔽。"}
	AdminBlockedSince = Text{"Blocked %s", "%s 起屏蔽"}
	AdminBlockedConf  = Text{"Blocked by the gateway's configuration (%s), and can be taken out only there.", "由网关配置（%s）屏蔽，只能在那里移除。"}
)

// phases are how far a deployment is.
var phases = map[string]Text{
	"none":      {"nothing deployed", "未部署"},
	"accepted":  {"accepted", "已接受"},
	"scheduled": {"scheduled", "已调度"},
	"pulling":   {"fetching images", "拉取镜像"},
	"starting":  {"starting", "启动中"},
	"ready":     {"ready", "就绪"},
	"done":      {"done", "已完成"},
	"failed":    {"failed", "失败"},
	"stopped":   {"stopped", "已停止"},
	"ended":     {"ended", "已结束"},
}

// Phase is how far a deployment is.
func (t T) Phase(p string) string {
	if x, ok := phases[p]; ok {
		return t.Say(x)
	}
	return p
}

// EndReason is why an order ended, or is to.
func (t T) EndReason(code string) string {
	if x, ok := endReasons[code]; ok {
		return t.Say(x)
	}
	return code
}
