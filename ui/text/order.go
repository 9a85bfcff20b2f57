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
	ServiceAddress   = Text{"the address of %s", "%s 的地址"}
	ServiceOpening   = Text{"Getting you in", "正在为你打开"}
	ServiceBlocked   = Text{"The browser blocked the new tab. The way in is good for a minute.", "浏览器拦截了新标签页。下面的入口一分钟内有效。"}
	ServiceOpenHere  = Text{"Open it", "打开"}
	ServiceSeen      = Text{"Who may open it: %s. Change", "可打开者：%s。更改"}
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
	EndCommitted = Text{"You get %[1]s back and pay %[2]s: %[3]s for the time served, and %[4]s for time that you committed to and do not use. The service stops now.", "退还你 %[1]s，你支付 %[2]s：其中 %[3]s 为已服务的时间，%[4]s 为你承诺但不再使用的时间。服务立即停止。"}
	EndBoundTill = Text{"The service is yours until %s for the same money: leaving before saves nothing.", "同样的钱可用到 %s：提前结束并不省钱。"}
	EndBoundAll  = Text{"You have committed to all of the order: staying until its end costs the same.", "你承诺了整个订单：用到结束也是同样的费用。"}
	EndFree      = Text{"The node has announced that it ends this order, so you are free to leave: you pay %[2]s for the time served, and get %[1]s back. The service stops now.", "节点已通知将结束订单，你可以自由退出：只付已服务时间的 %[2]s，退还 %[1]s。服务立即停止。"}
	EndHeld      = Text{"Your stake that was locked for the probation is free again.", "为试用期锁定的质押随之解锁。"}
	EndCreated   = Text{"The node has not started the order: you get all %s back.", "节点还没有启动订单：%s 全额退还。"}
	EndWhy       = Text{"Why?", "原因"}
	EndKept      = Text{"The reason goes on chain and counts for the node's record. Data is kept for a while after the end.", "原因会写到链上，计入节点的履约记录。结束后数据会保留一段时间。"}
	EndKeep      = Text{"Keep it", "继续使用"}
	EndDo        = Text{"End it, %s back", "结束，退还 %s"}
	EndConfirm   = Text{"Confirm in your wallet", "请在钱包中确认"}
	Ended        = Text{"The order is ended.", "订单已结束。"}

	BoundTitle   = Text{"The node ends this order at %s", "节点将于 %s结束订单"}
	BoundNow     = Text{"The node may end this order now", "节点现在可以结束订单"}
	BoundFree    = Text{"You are free to leave at no cost: you pay for the time until you go, whatever you committed to. What is not used comes back to you.", "你可以自由退出，不再有其他费用：无论承诺多久，只付到退出为止的时间，未用部分退还给你。"}
	BoundLate    = Text{"That is announced %s too late: if the node leaves then, %s of what it earned come back to you.", "通知晚了 %s：若节点届时退出，须从收入中赔给你 %s。"}
	BoundInTime  = Text{"It was announced in time, so the node keeps what it has earned until then.", "通知及时，节点保留到那时为止的收入。"}
	BoundLasts   = Text{"The announcement counts until %s. If the order goes on after that, the node must announce its leaving anew.", "通知有效至 %s。若届时订单仍在继续，节点须重新通知。"}
	BoundData    = Text{"Save your data, and rent elsewhere in time.", "请及时备份数据，并另行租用。"}
	BoundCommit  = Text{"You pay for at least", "至少支付"}
	BoundTill    = Text{"%s = %s, reached %s", "%s，即 %s，%s达到"}
	BoundOver    = Text{"%s = %s, which is reached: leaving costs nothing beyond the time served", "%s，即 %s，已达到：退出只付已服务的时间"}
	BoundLoose   = Text{"nothing: the node has announced its end", "无：节点已通知结束"}
	BoundNone    = Text{"nothing: you can leave at any time", "无：可随时退出"}
	BoundNotice  = Text{"Notice that the node owes", "节点须提前通知"}
	BoundOwes    = Text{"%s; for as much as it is short of that, its pay comes back to you, up to %s", "%s；不足的时间，其收入赔给你，最多 %s"}
	BoundOwesNot = Text{"none: it may leave at any moment", "无：节点随时可能退出"}
	BoundStake   = Text{"Your stake", "你的质押"}
	BoundHeld    = Text{"locked until the probation is over", "锁定至试用期满"}
	BoundRefers  = Text{"Referrer", "推荐人"}
	BoundShare   = Text{"%s gets %s of what the node earns", "%s 得节点收入的 %s"}

	Extended       = Text{"Extended", "续期"}
	ExtendOpen     = Text{"Extend", "续期"}
	ExtendBy       = Text{"By how long?", "延长多久？"}
	ExtendWords    = Text{"You put %s more into escrow; the order then ends %s. What is not used comes back to you.", "你将再托管 %s，订单届时在%s结束。未用部分会退还给你。"}
	ExtendWordsFor = Text{"You put %s into the order's escrow; it then ends %s.", "你将向订单托管 %s，订单届时在%s结束。"}
	ExtendOther    = Text{"You pay for another account's order: what is not used goes to that account, not to you.", "你在为他人的订单付费：未用部分退给该账户，而不是你。"}
	ExtendLeft     = Text{"The node has announced that it ends this order at %s. What you pay for after that comes back to the order's user.", "节点已通知将于 %s结束订单。此后的费用会退还给订单的用户。"}
	ExtendedBy     = Text{"paid by %s", "由 %s 支付"}
	ExtendAgent    = Text{"by your agent", "由你的代理"}
	ExtendMost     = Text{"At most %s more: the node's quote covers %s in all.", "最多还能延长 %s：节点的报价总共覆盖 %s。"}
	ExtendFull     = Text{"The node's quote covers no longer time. Change the size or price to get a new one.", "节点的报价不允许更长时间。更改规格或价格即可取得新报价。"}
	ExtendDo       = Text{"Extend for %s", "支付 %s 续期"}
	ExtendDone     = Text{"The order has been extended.", "订单已续期。"}
	ExtendShort    = Text{"That costs %s, and you have %s.", "需要 %s，而你只有 %s。"}
	Prompts        = Text{"Your wallet asks twice at most: to allow this amount, and for the transaction.", "钱包最多询问两次：授权这笔金额，以及发送交易。"}
	PromptOnce     = Text{"Your wallet asks once, for the transaction.", "钱包会询问一次，用于发送交易。"}
	TopUpSend      = Text{"Confirm the transaction in your wallet", "请在钱包中确认交易"}

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
	SwapCarry     = Text{"What is left of your commitment, %s, goes over: of the new order you pay for at least %s.", "你承诺中尚未付的 %s 转入新订单：新订单至少付 %s 的费用。"}
	SwapTooSmall  = Text{"What is left of your commitment, %s, does not fit into this: at this price it takes %s at least. Choose a longer time or a larger size. Nothing was paid.", "你承诺中尚未付的 %s 放不进去：按此价格至少需要 %s。请选择更长的时长或更大的规格。没有付款。"}
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

	OutServed    = Text{"For the time served", "已服务的时间"}
	OutUnserved  = Text{"For time that you committed to and did not use", "承诺但未使用的时间"}
	OutForfeited = Text{"of it, the node's pay that it lost for leaving without notice in time", "其中因节点未及时通知而赔付"}
	OutDeposit   = Text{"In escrow", "托管总额"}
	OutOf        = Text{"Of what was paid for the service", "服务费去向"}
	OutNode      = Text{"the node", "节点"}
	OutFees      = Text{"stakers, as a fee", "质押者（手续费）"}
	OutReferred  = Text{"the referrer", "推荐人"}
	OutcomeTitle = Text{"Who got what", "资金去向"}
	EndedReason  = Text{"Reason: %s.", "原因：%s。"}
	RentAgain    = Text{"Rent again", "再次租用"}

	OwedTitle   = Text{"Yours to withdraw", "待提取金额"}
	OwedText    = Text{"It lies in the market contract for you, from all your orders together, in each currency apart.", "它存放在市场合约里，是你所有订单的合计，按币种分列。"}
	WithdrawDo  = Text{"Withdraw %s", "提取 %s"}
	WithdrawAll = Text{"Withdraw all in one transaction", "一笔交易全部提取"}
	Withdrawn   = Text{"It is in your wallet.", "已到你的钱包。"}
)

// Phases are where a deployment or a service is.
var Phases = map[string]Text{
	"none":      {"Nothing deployed", "未部署"},
	"accepted":  {"Accepted", "已接受"},
	"scheduled": {"Place found", "已分配"},
	"pulling":   {"Fetching the image", "拉取镜像"},
	"starting":  {"Starting", "启动中"},
	"ready":     {"Ready", "就绪"},
	"done":      {"Done", "已完成"},
	"asleep":    {"Asleep", "休眠中"},
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
