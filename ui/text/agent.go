package text

// Words of what the platform's agent may do for a user, and does.
var (
	AgentTitle  = Text{"If you are away", "当你不在时"}
	AgentNone   = Text{"Nobody acts for you: an order ends when its time is up, and if its node goes away it costs you until you end it yourself.", "没有人替你操作：订单到期即结束；若节点失联，在你亲自结束之前会一直计费。"}
	AgentIs     = Text{"This platform (%s) looks after your orders until %s.", "本平台（%s）会照看你的订单，直到 %s。"}
	AgentWas    = Text{"The platform's mandate ran out %s. Nobody acts for you.", "平台的授权已于 %s到期，目前没有人替你操作。"}
	AgentUnread = Text{"What the platform may do for you cannot be read from the chain now.", "暂时无法从链上读取平台的授权。"}
	AgentRead   = Text{"Reading from the chain", "正在从链上读取"}

	AgentName   = Text{"Let the platform look after your orders", "让平台照看你的订单"}
	AgentChange = Text{"Change", "更改"}
	AgentTake   = Text{"Take it back", "收回授权"}

	AgentUntil   = Text{"For how long?", "授权多久？"}
	AgentToken   = Text{"In which currency?", "用哪种币？"}
	AgentSum     = Text{"For more time, at most in all", "续期费用总上限"}
	AgentSumHelp = Text{"0: it only cancels. Another %s of this order cost %s.", "填 0 则只能取消。本订单再续 %s需 %s。"}
	AgentSumAny  = Text{"0: it only cancels. What it may spend in other currencies stays as it is.", "填 0 则只能取消。其他币种的额度不变。"}
	AgentSumBad  = Text{"Enter an amount in %s, or 0.", "请输入 %s 数额，或填 0。"}

	AgentMay       = Text{"Until %s the platform's agent can do this, for all your orders:", "在 %s之前，平台代理可以对你的所有订单："}
	AgentCancels   = Text{"Cancel them. What comes back comes back to you, not to it; you pay what leaving costs, with what you committed to.", "取消订单。退款归你而不是它；费用与你自己退出时相同，包括你承诺的部分。"}
	AgentSpends    = Text{"Pay for more time of them out of your wallet: %s at most in all, and no order beyond that time.", "从你的钱包付费续期：总共最多 %s，且订单不会续到该时间之后。"}
	AgentSpendsNot = Text{"It cannot pay for more time.", "不能付费续期。"}
	AgentNothing   = Text{"It can take nothing for itself and nothing else of yours. You can take this back at any time.", "它得不到任何东西，也动不了你的其他资产。你随时可以收回。"}
	AgentPrompts   = Text{"Your wallet asks twice at most: to sign that this amount may be taken, and for one transaction.", "钱包最多询问两次：签名授权这笔金额，以及发送一笔交易。"}
	AgentDo        = Text{"Allow it until %s", "授权至 %s"}
	AgentDone      = Text{"The platform looks after your orders now.", "平台已开始照看你的订单。"}
	AgentBack      = Text{"Taken back. Nobody acts for you any more.", "已收回，不再有人替你操作。"}

	AgentMayUntil = Text{"May act until", "授权至"}
	AgentBudget   = Text{"May still spend", "剩余额度"}
	AgentBudgetNo = Text{"nothing: it can only cancel", "无：只能取消"}
	AgentAllowed  = Text{"The market may take only %s of yours, less than that: allow it anew, or renewals stop there.", "市场合约只获准划转你的 %s，低于该额度：请重新授权，否则到此无法续期。"}
	AgentPoor     = Text{"You have only %s in your wallet: renewals stop there.", "你的钱包里只有 %s：用完就无法续期。"}

	CareRenew      = Text{"Extend this order before it ends", "到期前自动续期"}
	CareAfter      = Text{"Away for", "失联多久后"}
	CareAfterUsual = Text{"As long as the platform has it", "按平台的默认时长"}
	ActsTitle      = Text{"What your agent did", "代理做过的事"}
	ActExtend      = Text{"Order %[1]s at %[2]s extended by %[3]s", "%[2]s 上的订单 %[1]s 已续期 %[3]s"}
	ActEnd         = Text{"Order %[1]s cancelled: %[2]s did not answer since %[3]s", "订单 %[1]s 已取消：%[2]s 自 %[3]s 起没有响应"}
	ActUndone      = Text{"Order %[1]s: the chain took the last step back; it is done again if it still should be", "订单 %[1]s：上一步被链回滚，如仍需要会重新执行"}
	CareGuard      = Text{"Cancel it when its node stays away", "节点长时间失联时取消"}
	CareOn         = Text{"Yes", "是"}
	CareOff        = Text{"No", "否"}
	CareRenews     = Text{"It is extended about %s.", "约 %s续期。"}
	CareWaits      = Text{"It is extended before it ends.", "到期前会续期。"}
	CareWorks      = Text{"It is being extended.", "正在续期。"}
	CareCannot     = Text{"It will not be extended: %s.", "不会续期：%s。"}
	CareAway       = Text{"The platform cannot reach its node since %s.", "平台自 %s起无法联系该节点。"}
	CareCancels    = Text{"If that stays so, the order is cancelled at %s.", "若持续如此，订单将于 %s取消。"}
	CareLongest    = Text{"It is not cancelled yet: by what you committed to, you would pay more than by waiting.", "暂不取消：按你的承诺，现在取消比等待更贵。"}
	CareDoubts     = Text{"It is not cancelled yet: the platform reaches too few nodes to be sure of itself.", "暂不取消：平台能联系到的节点太少，无法确定是否自身故障。"}
)

// CareWhy is why an order is not extended.
var CareWhy = map[string]Text{
	"agent":        {"the platform may not act for you any more", "平台已无权替你操作"},
	"until":        {"the platform may not act for as long as that", "平台的授权期限不够"},
	"budget":       {"what you let it spend is used up", "你给的额度已用完"},
	"allowance":    {"the market may not take so much of your tokens: allow it anew", "市场合约可划转的额度不足，请重新授权"},
	"balance":      {"you have too little in your wallet", "钱包余额不足"},
	"max-duration": {"the node's quote covers no longer time", "节点的报价不允许更长时间"},
	"announced":    {"the node has announced its end", "节点已通知结束"},
	"chain":        {"the chain could not be asked, or the transaction failed; it is tried again", "无法访问链或交易失败，会重试"},
	"":             {"the platform does not say why", "平台没有说明原因"},
}
