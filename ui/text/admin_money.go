package text

// Words of a node's money.
var (
	AdminMoneyLead = Text{"What the market owes the node, what it has paid, and the way to have it paid.", "市场合约欠节点多少、已付多少，以及如何提取。"}
	AdminOwed      = Text{"Can be withdrawn", "可提取"}
	AdminSettable  = Text{"Can be settled", "可结算"}
	AdminHeld      = Text{"Kept back until the end", "保留至结束"}
	AdminHeldHelp  = Text{"What can be settled is earned by live orders; what is kept back is for the notice that you owe, until they end.", "“可结算”是进行中订单已赚取的金额；“保留”是为你须提前通知的期限而留存的部分，订单结束后入账。"}
	AdminOwedAt    = Text{"as of %s", "截至 %s"}
	AdminOfOrders  = Plural{"from %d live order", "from %d live orders", "来自 %d 个进行中的订单"}
	AdminAllTime   = Text{"In all", "总计"}
	AdminFees      = Text{"Fees, to the stakers", "手续费（归质押者）"}
	AdminShares    = Text{"Referrers' shares", "推荐人分成"}
	AdminLost      = Text{"Forfeited for want of notice", "因未提前通知而损失"}
	AdminDrawn     = Text{"Withdrawn", "已提取"}
	AdminGasLeft   = Text{"The operator key's coin for gas", "操作密钥的手续费余额"}

	AdminPayTitle    = Text{"Settle and withdraw", "结算并提取"}
	AdminPayText     = Text{"Settles what live orders have earned and has all that is owed paid to the node's own address. The operator key sends it and pays the gas.", "结算进行中订单的收入，并把全部欠款付到节点自己的地址。由操作密钥发送并支付手续费。"}
	AdminPayOpen     = Text{"Settle and withdraw", "结算并提取"}
	AdminPaySettle   = Text{"Settle", "结算"}
	AdminPayDraw     = Text{"Withdraw", "提取"}
	AdminPayWhich    = Text{"What is done", "执行内容"}
	AdminPayBoth     = Text{"Both", "两者"}
	AdminPayCounting = Text{"Reckoning the gas", "正在估算手续费"}
	AdminPayGas      = Text{"about %s of gas, at most %s", "约 %s gas，最多 %s"}
	AdminCoin        = Text{"of the chain's own coin", "（链的原生币）"}
	AdminPaySteps    = Plural{"%d transaction", "%d transactions", "%d 笔交易"}
	AdminPayNothing  = Text{"There is nothing to settle and nothing to withdraw now.", "目前没有可结算或可提取的。"}
	AdminPayPoor     = Text{"The operator key has only %s. Send it some of the chain's own coin first.", "操作密钥只有 %s，请先向它转入链的原生币。"}
	AdminPayMore     = Plural{"%d more order is settled with the next one: do it again afterwards.", "%d more orders are settled with the next one: do it again afterwards.", "还有 %d 个订单，请在完成后再执行一次。"}
	AdminPayDo       = Text{"Send it", "发送"}
	AdminPayBegun    = Text{"It is under way: you may leave this page.", "正在执行，你可以离开此页。"}
	AdminPayRuns     = Text{"Under way", "进行中"}
	AdminPayLast     = Text{"The last payout", "上一次提取"}
	AdminPayEnded    = Text{"ended %s", "%s 结束"}

	AdminStepSettle   = Text{"Settle order %d", "结算订单 %d"}
	AdminStepWithdraw = Text{"Withdraw %s", "提取 %s"}
	AdminStepWaiting  = Text{"waiting", "等待"}
	AdminStepSending  = Text{"being sent", "发送中"}
	AdminStepDone     = Text{"done", "完成"}
	AdminStepFailed   = Text{"failed", "失败"}

	AdminHistory      = Text{"History", "历史"}
	AdminHistoryNone  = Text{"No payments yet", "还没有收款"}
	AdminHistoryText  = Text{"What the market credits to the node, and what is withdrawn, is listed here.", "市场合约入账和提取的记录会列在这里。"}
	AdminAnyKind      = Text{"All", "全部"}
	AdminSettled      = Text{"Settled", "入账"}
	AdminForfeited    = Text{"Forfeited", "损失"}
	AdminWithdrawn    = Text{"Withdrawn", "提取"}
	AdminWhen         = Text{"When", "时间"}
	AdminKind         = Text{"Kind", "类型"}
	AdminAbout        = Text{"About", "关于"}
	AdminAmount       = Text{"Amount", "金额"}
	AdminLess         = Text{"Others got", "他人所得"}
	AdminTx           = Text{"Transaction", "交易"}
	AdminLessFee      = Text{"fee %s", "手续费 %s"}
	AdminLessReferrer = Text{"referrer %s", "推荐人 %s"}
	AdminLessBoth     = Text{"fee %s, referrer %s", "手续费 %s，推荐人 %s"}
	AdminTokenFilter  = Text{"Token", "代币"}
	AdminAnyToken     = Text{"All tokens", "全部代币"}
	AdminFile         = Text{"As a table (CSV)", "导出表格（CSV）"}
	AdminFileFrom     = Text{"From", "从"}
	AdminFileTo       = Text{"To", "到"}
	AdminFileGet      = Text{"Download", "下载"}
	AdminFileBad      = Text{"A day such as 2026-11-30, and a year at most.", "请输入如 2026-11-30 的日期，最长一年。"}
)
