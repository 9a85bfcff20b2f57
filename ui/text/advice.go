package text

// Words of what is recommended.
var (
	AdviceSizes  = Text{"How big?", "多大规格？"}
	AdviceMonth  = Text{"about %s a month", "每月约 %s"}
	AdviceNobody = Text{"no node has this free now", "目前没有节点有这么多空闲"}
	AdviceNodes  = Text{"The best nodes for this, and why", "最合适的节点及原因"}
	AdviceHow    = Text{"Ordered by price, record, what the platform has checked, and how far each is from this browser.", "按价格、履约记录、平台的检测结果以及与此浏览器的距离排序。"}
	AdviceWhy    = Text{"Why it stands here", "排名原因"}
)

// AdviceReasons are why a node stands where it does.
var AdviceReasons = map[string]Text{
	"cheapest":  {"the cheapest", "价格最低"},
	"dearer":    {"%d\u00a0%% dearer than the cheapest", "比最便宜的贵 %d%%"},
	"record":    {"%d hours of service that others paid for", "他人付费的服务时间 %d 小时"},
	"newcomer":  {"no record yet", "尚无履约记录"},
	"broken":    {"%d orders that it did not start, or left without notice", "%d 个订单未启动或未经通知就离开"},
	"reachable": {"answers with a card that it signed", "能应答并出示签名的名片"},
	"verified":  {"its key and its address were checked", "密钥和地址已核验"},
	"certified": {"certified: an order was served, and the machine has what it claims", "已认证：完成过测试订单，机器与声明相符"},
	"uptime":    {"reachable %v\u00a0%% of the time", "可达率 %v%%"},
	"near":      {"near: answers in %d ms", "近：%d 毫秒应答"},
	"far":       {"answers in %d ms", "%d 毫秒应答"},
	"room":      {"as much again is free, to grow", "还有同样多的空闲，可供扩容"},
}
