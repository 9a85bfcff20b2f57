package text

// Words of the page of one order.
var (
	OrderTitle    = Text{"Order", "订单"}
	OrderLogIn    = Text{"An order is shown to the account that placed it and to its node.", "订单只对下单的账户和节点可见。"}
	OrderLoading  = Text{"Loading the order", "正在加载订单"}
	OrderAhead    = Text{"Waiting until the platform has read the order's block", "正在等待平台读到订单所在的区块"}
	OrderNodeLags = Text{"Waiting until the node has seen the order on the chain", "正在等待节点在链上看到该订单"}
	OrderSeeing   = Text{"Paid. Waiting until the platform has seen the block", "已付款，正在等待平台看到该区块"}
	OrderPolling  = Text{"The live connection is down; this page asks every few seconds until it is back.", "实时连接已断开，恢复前每隔几秒刷新一次。"}
	OrderSteps    = Text{"Progress", "进度"}
	OrderTerms    = Text{"Terms", "条款"}
	OrderOpen     = Text{"; %s open now, more from %s", "；目前开放 %s，%s 起继续开放"}
	OrderTraffic  = Text{"%s of %s used", "已用 %s，共 %s"}
	OrderIsLate   = Text{"The node did not start it", "节点未启动"}
	OrderIsUp     = Text{"Time is up", "已到期"}

	StepQuoted     = Text{"Quoted", "已报价"}
	StepPaid       = Text{"Paid into escrow", "已托管"}
	StepActivated  = Text{"Activated by the node", "节点已启动订单"}
	StepAuthorised = Text{"Authorised", "已授权"}
	StepDeployed   = Text{"Deployed", "已部署"}
	StepReady      = Text{"Ready", "就绪"}

	StepActivating = Text{"The node has been told and starts the order.", "节点已收到通知，正在启动订单。"}
	StepWindow     = Text{"Time that it has left:", "剩余时间："}
	StepLate       = Text{"The node did not start it within %s. Nothing was spent: take all of it back below.", "节点没有在 %s内启动。分文未花，可在下方取回全部金额。"}
	StepNever      = Text{"It was ended before the node started it. Nothing was spent.", "订单在节点启动前就结束了，分文未花。"}
	StepYourTurn   = Text{"Your turn: see above.", "轮到你了：请看上方。"}
	StepSignAccess = Text{"Sign the access in your wallet", "请在钱包中签署访问授权"}
	StepSignDeploy = Text{"Sign the deployment in your wallet", "请在钱包中签署部署"}
	StepSending    = Text{"The gateway is checking the deployment", "网关正在检查部署"}
	StepFailed     = Text{"The service did not come up. Look at the reason above, change it and deploy again.", "服务没有启动成功。请查看上方原因，修改后重新部署。"}

	ServiceTitle     = Text{"Your service", "你的服务"}
	ServicesTitle    = Text{"Your services", "你的服务"}
	ServiceOpen      = Text{"Open %s", "打开 %s"}
	ServiceOpening   = Text{"Getting you in", "正在为你打开"}
	ServiceBlocked   = Text{"The browser blocked the new tab. The way in is good for a minute.", "浏览器拦截了新标签页。下面的入口一分钟内有效。"}
	ServiceOpenHere  = Text{"Open it", "打开"}
	ServiceStart     = Text{"Start", "启动"}
	ServiceStop      = Text{"Stop", "停止"}
	ServiceRestart   = Text{"Restart", "重启"}
	ServiceDoing     = Text{"The gateway is doing it", "网关正在处理"}
	ServiceAgain     = Text{"Deploy again", "重新部署"}
	ServiceFailed    = Text{"It does not run as it should", "未能正常运行"}
	ServiceFailedDo  = Text{"The order goes on and costs what it costs. Change what you deploy and deploy again, or end the order.", "订单仍在计费。请修改后重新部署，或结束订单。"}
	ServiceSignAgain = Text{"Sign in to the node again", "重新签名进入节点"}

	DeployTitle       = Text{"Deploy your service", "部署你的服务"}
	DeployWhich       = Text{"Service", "服务"}
	DeployChoose      = Text{"Choose a service", "请选择服务"}
	DeployBoth        = Text{"Authorise and deploy", "授权并部署"}
	DeployOnly        = Text{"Deploy", "部署"}
	DeployTwice       = Text{"Your wallet asks twice: to let you in at the node, and for exactly this deployment. Neither costs anything.", "钱包会询问两次：进入节点的授权，以及这一次部署。都不花钱。"}
	DeployOnce        = Text{"Your wallet asks once, for exactly this deployment. That costs nothing.", "钱包会询问一次，只针对这一次部署，不花钱。"}
	DeployLook        = Text{"Only see what runs", "只查看运行情况"}
	DeployLooking     = Text{"Asking the node what runs", "正在向节点查询运行情况"}
	DeployNoCatalogue = Text{"The catalogue of services cannot be loaded now.", "暂时无法加载服务目录。"}

	GraceTitle = Text{"The data is still there", "数据仍然保留"}
	GraceText  = Text{"The service has stopped. Its data is deleted in", "服务已停止，数据将在以下时间后删除："}

	EndOpen      = Text{"End the order", "结束订单"}
	EndTakeBack  = Text{"Take the escrow back", "取回托管金额"}
	EndWords     = Text{"You get %s back; the node gets %s; the service stops now.", "退还你 %s，支付节点 %s，服务立即停止。"}
	EndProbation = Text{"You are within probation: you get all %s back and the node gets nothing. The service stops now.", "仍在试用期内：%s 全额退还，节点不收费。服务立即停止。"}
	EndCreated   = Text{"The node has not started the order: you get all %s back.", "节点还没有启动订单：%s 全额退还。"}
	EndWhy       = Text{"Why?", "原因"}
	EndKept      = Text{"The reason goes on chain and counts for the node's record. Data is kept for a while after the end.", "原因会写到链上，计入节点的履约记录。结束后数据会保留一段时间。"}
	EndKeep      = Text{"Keep it", "继续使用"}
	EndDo        = Text{"End it, %s back", "结束，退还 %s"}
	EndConfirm   = Text{"Confirm in your wallet", "请在钱包中确认"}
	Ended        = Text{"The order is ended.", "订单已结束。"}

	Extended    = Text{"Extended", "续期"}
	ExtendOpen  = Text{"Extend", "续期"}
	ExtendBy    = Text{"By how long?", "延长多久？"}
	ExtendWords = Text{"You put %s more into escrow; the order then ends %s. What is not used comes back to you.", "你将再托管 %s，订单届时在%s结束。未用部分会退还给你。"}
	ExtendMost  = Text{"At most %s more: the node's quote covers %s in all.", "最多还能延长 %s：节点的报价总共覆盖 %s。"}
	ExtendFull  = Text{"The node's quote covers no longer time. Change the size or price to get a new one.", "节点的报价不允许更长时间。更改规格或价格即可取得新报价。"}
	ExtendDo    = Text{"Extend for %s", "支付 %s 续期"}
	ExtendDone  = Text{"The order has been extended.", "订单已续期。"}
	ExtendShort = Text{"That costs %s, and you have %s.", "需要 %s，而你只有 %s。"}
	Prompts     = Text{"Your wallet asks twice at most: to allow this amount, and for the transaction.", "钱包最多询问两次：授权这笔金额，以及发送交易。"}
	PromptOnce  = Text{"Your wallet asks once, for the transaction.", "钱包会询问一次，用于发送交易。"}
	TopUpSend   = Text{"Confirm the transaction in your wallet", "请在钱包中确认交易"}

	SwapOpen      = Text{"Change size or price", "更改规格或价格"}
	SwapIntro     = Text{"The node is asked for a new price. Nothing changes until you accept it.", "先向节点询问新价格，你接受之前什么都不会改变。"}
	SwapHowLong   = Text{"For how long, from now on?", "从现在起多久？"}
	SwapAsLeft    = Text{"What is left: %s", "剩余时间：%s"}
	SwapPrice     = Text{"Your offer", "你的出价"}
	SwapList      = Text{"The node lists %s for this.", "节点对此的标价为 %s。"}
	SwapListAway  = Text{"The node's list price is not known now.", "暂时不知道节点的标价。"}
	SwapBadPrice  = Text{"Enter an amount above 0 for an hour.", "请输入每小时大于 0 的金额。"}
	SwapAsk       = Text{"Ask the node", "向节点询价"}
	SwapAsking    = Text{"Asking the node", "正在询问节点"}
	SwapAgain     = Text{"Change the request", "修改请求"}
	SwapOver      = Text{"The node's quote has run out. Ask again; nothing was paid.", "节点的报价已过期，没有付款。请重新询价。"}
	SwapMore      = Text{"%s of the old escrow moves over, and you pay %s more.", "原托管中的 %s 转入新订单，你再支付 %s。"}
	SwapBack      = Text{"%s of the old escrow moves over, and you get %s back, to be withdrawn.", "原托管中的 %s 转入新订单，退还你 %s，可随时提取。"}
	SwapEven      = Text{"%s of the old escrow moves over; nothing is to be paid.", "原托管中的 %s 转入新订单，无需再付款。"}
	SwapEarned    = Text{"The node keeps %s for the time until now.", "节点保留到目前为止的 %s。"}
	SwapProbation = Text{"Your probation ends with this: the new order is paid from its first second.", "试用期就此结束：新订单从第一秒起计费。"}
	SwapGoesOn    = Text{"The service goes on at its address; it gets what is new with its next start.", "服务在原地址继续运行，新的规格在下次启动时生效。"}
	SwapEnds      = Text{"The new order then ends", "新订单结束时间"}
	SwapDo        = Text{"Replace, pay %s", "替换，支付 %s"}
	SwapDoFree    = Text{"Replace the order", "替换订单"}
	SwapInstead   = Text{"Took the place of", "取代了"}
	SwapDone      = Text{"This is your order now; the service goes on.", "这是你的新订单，服务继续运行。"}
	SwappedBy     = Text{"You replaced this order.", "你替换了这个订单。"}
	SwappedGo     = Text{"Go on to order %d", "前往订单 %d"}
	SwappedOver   = Text{"Into the new order", "转入新订单"}

	SettleTitle = Text{"The time is up", "租期已满"}
	SettleText  = Text{"The service has stopped. The last of the escrow is still to be settled on chain; the node does that as a rule, and you can too.", "服务已停止。托管余额还需在链上结算，通常由节点完成，你也可以自己做。"}
	SettleDo    = Text{"Settle now", "立即结算"}

	OutcomeTitle = Text{"Who got what", "资金去向"}
	EndedReason  = Text{"Reason: %s.", "原因：%s。"}
	RentAgain    = Text{"Rent again", "再次租用"}

	OwedTitle  = Text{"Yours to withdraw", "待提取金额"}
	OwedText   = Text{"It lies in the market contract for you, from all your orders together.", "它存放在市场合约里，是你所有订单的合计。"}
	WithdrawDo = Text{"Withdraw %s", "提取 %s"}
	Withdrawn  = Text{"It is in your wallet.", "已到你的钱包。"}
)

// Phases are where a deployment or a service is.
var Phases = map[string]Text{
	"none":      {"Nothing deployed", "未部署"},
	"accepted":  {"Accepted", "已接受"},
	"scheduled": {"Place found", "已分配"},
	"pulling":   {"Fetching the image", "拉取镜像"},
	"starting":  {"Starting", "启动中"},
	"ready":     {"Ready", "就绪"},
	"failed":    {"Failed", "失败"},
	"stopped":   {"Stopped", "已停止"},
	"ended":     {"Over", "已结束"},
}

// Reasons are why a side ended an order.
var Reasons = map[string]Text{
	"user-left":        {"I do not need it any more", "不再需要"},
	"node-unreachable": {"The node cannot be reached", "节点无法连接"},
	"node-maintenance": {"The node is under maintenance", "节点维护"},
	"out-of-capacity":  {"The node is out of capacity", "节点资源不足"},
	"terms-broken":     {"The terms were not kept", "没有按约定提供"},
	"other":            {"Something else", "其他"},
}

// EndedBy says who ended an order.
var EndedBy = map[string]Text{
	"user":   {"You ended this order.", "你结束了这个订单。"},
	"node":   {"The node ended this order.", "节点结束了这个订单。"},
	"time":   {"The order ran to its end.", "订单已正常到期。"},
	"window": {"The node did not start it in time.", "节点没有及时启动。"},
	"":       {"This order is over.", "订单已经结束。"},
}
