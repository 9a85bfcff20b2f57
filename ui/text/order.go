package text

// Words of the page of one order.
var (
	OrderTitle   = Text{"Order", "订单"}
	OrderLogIn   = Text{"An order is shown to the account that placed it and to its node.", "订单只对下单的账户和节点可见。"}
	OrderLoading = Text{"Loading the order", "正在加载订单"}
	OrderSeeing  = Text{"Paid. Waiting until the platform has seen the block", "已付款，正在等待平台看到该区块"}
	OrderPolling = Text{"The live connection is down; this page asks every few seconds until it is back.", "实时连接已断开，恢复前每隔几秒刷新一次。"}
	OrderSteps   = Text{"Progress", "进度"}
	OrderTerms   = Text{"Terms", "条款"}
	OrderTraffic = Text{"%s of %s used", "已用 %s，共 %s"}
	OrderIsLate  = Text{"The node did not start it", "节点未启动"}
	OrderIsUp    = Text{"Time is up", "已到期"}

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
	ServiceOpen      = Text{"Open %s", "打开 %s"}
	ServiceOpening   = Text{"Getting you in", "正在为你打开"}
	ServiceBlocked   = Text{"The browser blocked the new tab. The way in is good for a minute.", "浏览器拦截了新标签页。下面的入口一分钟内有效。"}
	ServiceOpenHere  = Text{"Open it", "打开"}
	ServiceStart     = Text{"Start", "启动"}
	ServiceStop      = Text{"Stop", "停止"}
	ServiceRestart   = Text{"Restart", "重启"}
	ServiceDoing     = Text{"The gateway is doing it", "网关正在处理"}
	ServiceAgain     = Text{"Deploy again", "重新部署"}
	ServiceFailed    = Text{"The service does not run", "服务未能运行"}
	ServiceFailedDo  = Text{"The order goes on and costs what it costs. Change the settings and deploy again, or end the order.", "订单仍在计费。请修改设置后重新部署，或结束订单。"}
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
	Back              = Text{"Back", "返回"}

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
