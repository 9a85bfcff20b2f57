package text

// Words of maintenance, and of who did what.
var (
	AdminUpkeepLead    = Text{"Announce it, see who is affected, and end it when you are done.", "通知维护，查看受影响的订单，完成后结束维护。"}
	AdminUpkeepNone    = Text{"No maintenance is announced", "没有通知维护"}
	AdminUpkeepNoneTxt = Text{"Once you announce it, no new orders are taken, and users see it.", "通知后不再接新订单，用户会看到通知。"}
	AdminUpkeepOn      = Text{"Maintenance is announced", "已通知维护"}
	AdminUpkeepSince   = Text{"Since", "开始于"}
	AdminUpkeepBy      = Text{"By", "操作者"}
	AdminUpkeepEnd     = Text{"Orders end", "订单结束时间"}
	AdminUpkeepGoOn    = Text{"orders go on; only new ones are not taken", "现有订单继续，只是不接新订单"}
	AdminUpkeepTold    = Text{"Told on chain", "已在链上通知"}
	AdminUpkeepToldOf  = Text{"%d of %d", "%d，共 %d"}
	AdminUpkeepFailed  = Plural{"%d announcement failed; it is tried again", "%d announcements failed; they are tried again", "%d 个通知失败，会自动重试"}
	AdminUpkeepNote    = Text{"What is done, for the users to read", "维护说明（用户可见）"}

	AdminUpkeepOpen   = Text{"Announce maintenance", "通知维护"}
	AdminUpkeepChange = Text{"Change it", "修改"}
	AdminUpkeepHow    = Text{"What becomes of live orders", "现有订单如何处理"}
	AdminUpkeepKeep   = Text{"They go on", "继续"}
	AdminUpkeepKeepTo = Text{"only new ones are not taken", "只是不接新订单"}
	AdminUpkeepAll    = Text{"Their end is announced", "通知结束"}
	AdminUpkeepAllTo  = Text{"each on chain, as soon as costs nothing", "逐个写入链上，最早在不损失收入时"}
	AdminUpkeepWhen   = Text{"Not before (your time)", "不早于（你的时区）"}
	AdminUpkeepSoon   = Text{"Empty: as soon as the notice of each allows.", "留空：按各订单的通知期限尽早结束。"}
	AdminUpkeepBad    = Text{"Enter a time in the future.", "请输入将来的时间。"}
	AdminUpkeepWords  = Text{"From now on every offer is rejected, and users of this node see that it is being maintained.", "从现在起拒绝所有询价，此节点的用户会看到维护通知。"}
	AdminUpkeepCosts  = Plural{"The end of %d order is announced on chain by the operator key: one transaction, which costs gas. Its user gets back what is not used.", "The ends of %d orders are announced on chain by the operator key: one transaction each, which costs gas. Users get back what is not used.", "操作密钥会在链上通知 %d 个订单的结束时间，每个一笔交易并消耗手续费。未用部分退还用户。"}
	AdminUpkeepNoCost = Text{"Live orders go on and earn as before.", "现有订单照常继续并计费。"}
	AdminUpkeepDo     = Text{"Announce it", "通知"}
	AdminUpkeepDone   = Text{"Maintenance is announced.", "已通知维护。"}
	AdminUpkeepStop   = Text{"End the maintenance", "结束维护"}
	AdminUpkeepStopTo = Text{"New orders are taken again at once. Ends that were announced on chain stand, since users were told.", "立即恢复接单。已在链上通知的结束时间仍然有效，因为用户已收到通知。"}
	AdminUpkeepOver   = Text{"The maintenance is over: new orders are taken again.", "维护结束，恢复接单。"}

	AdminAffected     = Text{"Who is affected", "受影响的订单"}
	AdminAffectedNone = Text{"No order is live: nobody is affected.", "没有进行中的订单，无人受影响。"}
	AdminAffectedEnds = Text{"by its time %s", "到期 %s"}
	AdminAffectedFree = Text{"with notice %s", "提前通知 %s"}
	AdminAffectedTold = Text{"told: ends %s", "已通知：%s 结束"}
	AdminAffectedNot  = Text{"not told", "未通知"}

	AdminAuditLead     = Text{"Who did what on this node, and who is logged in.", "谁在此节点做了什么，以及当前的登录会话。"}
	AdminAuditTitle    = Text{"Audit log", "审计日志"}
	AdminAuditHelp     = Text{"It is only ever added to.", "只会追加，不能修改。"}
	AdminAuditNone     = Text{"Nothing has been done yet.", "还没有记录。"}
	AdminAuditHere     = Text{"The gateway's own machine", "网关本机"}
	AdminAuditFailed   = Text{"refused: %s", "被拒绝：%s"}
	AdminSessionsTitle = Text{"Sessions", "会话"}
	AdminSessionsHelp  = Text{"At most %d of an account; one that is not used ends after %s, each after %s.", "每个账户最多 %d 个；闲置 %s 后结束，最长 %s。"}
	AdminSessionThis   = Text{"this one", "当前会话"}
	AdminSessionFrom   = Text{"from %s", "来自 %s"}
	AdminSessionSeen   = Text{"Last used", "最近使用"}
	AdminSessionSince  = Text{"Since", "开始于"}
	AdminSessionToken  = Text{"by token, for a program", "令牌，供程序使用"}
	AdminSessionEnd    = Text{"End it", "结束"}
	AdminSessionEnded  = Text{"The session is ended.", "会话已结束。"}
	AdminSessionsAll   = Text{"End all others", "结束其他会话"}
	AdminSessionsGone  = Text{"All other sessions are ended.", "其他会话已全部结束。"}
	AdminViewersTitle  = Text{"Viewers", "观察者"}
	AdminViewersNone   = Text{"None. Name accounts that may look with --admin-viewer.", "没有。用 --admin-viewer 指定可查看的账户。"}
	AdminViewersHelp   = Text{"Named in the gateway's configuration; they see all and change nothing.", "由网关配置指定，可查看全部内容，但不能修改。"}
)

// acts are what people do on a node.
var acts = map[string]Text{
	"login":             {"Logged in", "登录"},
	"logout":            {"Logged out", "退出"},
	"session-end":       {"Ended a session", "结束会话"},
	"sessions-end":      {"Ended all other sessions", "结束其他会话"},
	"policy":            {"Saved prices and policy", "保存价格与策略"},
	"block":             {"Blocked a user", "屏蔽用户"},
	"unblock":           {"Unblocked a user", "取消屏蔽"},
	"order-end":         {"Ended an order", "结束订单"},
	"order-restart":     {"Restarted an order's services", "重启订单服务"},
	"order-collect":     {"Deleted an order's data", "删除订单数据"},
	"payout":            {"Settled and withdrew", "结算并提取"},
	"maintenance-begin": {"Announced maintenance", "通知维护"},
	"maintenance-end":   {"Ended the maintenance", "结束维护"},
}

// Act is what somebody did on a node.
func (t T) Act(code string) string {
	if x, ok := acts[code]; ok {
		return t.Say(x)
	}
	return code
}
