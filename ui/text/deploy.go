package text

// Words of what is deployed for an order: its tabs, the form, its versions.
var (
	TabsLabel      = Text{"What runs", "运行内容"}
	TabNeedsAccess = Text{"The node shows this to you alone. Sign once to let this page in; that costs nothing.", "节点只向你本人展示。签名一次即可授权此页面，不花钱。"}
	TabAuthorise   = Text{"Authorise", "授权"}

	GraceDo   = Text{"Until then you can download its logs. An order that is over cannot be extended: rent again to go on.", "在此之前可以下载日志。已结束的订单不能续期，如需继续请重新租用。"}
	GraceLogs = Text{"See and download the logs", "查看并下载日志"}
)

// Tabs are what an order's page has.
var Tabs = map[string]Text{
	"overview": {"Overview", "概览"},
	"deploy":   {"Deploy", "部署"},
	"logs":     {"Logs", "日志"},
	"activity": {"Activity", "动态"},
	"shell":    {"Shell", "终端"},
}
