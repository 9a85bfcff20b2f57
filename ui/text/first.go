package text

// Words of the search for the first node that works.
var (
	FirstTitle     = Text{"Finding a node that works", "正在寻找可用的节点"}
	FirstDo        = Text{"Take the first node that works", "直接用第一个可用的节点"}
	FirstDoNote    = Text{"The cheapest is tried first; if it fails, your money comes back before the next one is paid. Off: you compare what nodes answer.", "从最便宜的节点开始尝试；失败则先退款，再换下一个。关闭后由你比较各节点的答复。"}
	FirstNoLoad    = Text{"Something is still to be filled in after paying, so you choose the node yourself.", "付款后还有内容需要填写，因此由你自己选择节点。"}
	FirstWish      = Text{"%s, at most %s in total for %s", "%s，最多 %s，租期 %s"}
	FirstAsking    = Text{"Asking the next node", "正在询问下一个节点"}
	FirstTried     = Text{"Tried so far", "已尝试的节点"}
	FirstPlace     = Text{"%d. %s", "%d. %s"}
	FirstUnderWay  = Text{"Under way", "进行中"}
	FirstServes    = Text{"%s works", "%s 可用"}
	FirstNobody    = Text{"No node works for this", "没有可用的节点"}
	FirstNobodyDo  = Text{"All that was paid is back. Raise the price, rent less, or try again later: the reasons below say which helps.", "付出的款项都已退回。可以提高价格、减少资源，或稍后再试；下面的原因会说明哪种有用。"}
	FirstDearer    = Plural{"%d node was not asked: its price is above the most that you pay.", "%d nodes were not asked: their prices are above the most that you pay.", "有 %d 个节点的价格高于你的最高出价，因此没有询问。"}
	FirstStopped   = Text{"The search was stopped. An order that is live goes on until you end it.", "已停止查找。进行中的订单会继续，直到你结束它。"}
	FirstStop      = Text{"Stop searching", "停止查找"}
	FirstSkip      = Text{"Try another node", "换一个节点"}
	FirstGoOn      = Text{"Go on", "继续"}
	FirstBackFirst = Text{"Your wallet asks once: to end the order and to take the money back. The next node is paid only after that.", "钱包会询问一次：结束订单并取回款项。之后才会付给下一个节点。"}
	FirstNeverLeft = Text{"Nothing was paid.", "没有付款。"}
	FirstHeld      = Text{"%s in escrow", "已托管 %s"}
	FirstBack      = Text{"%s of %s came back", "已退回 %s（共 %s）"}
)

// FirstStates are what happens at a node, by the state of the search.
var FirstStates = map[string]Text{
	"check":      {"%s is looking at what is to run", "%s 正在检查要运行的内容"},
	"pay":        {"%s takes it: pay into escrow", "%s 接受：请付款到托管"},
	"activating": {"%s is starting the order", "%s 正在启动订单"},
	"deploy":     {"Deploying on %s", "正在部署到 %s"},
	"return":     {"%s did not work: take the money back", "%s 不可用：请取回款项"},
}

// FirstOutcomes are what came of a node.
var FirstOutcomes = map[string]Text{
	"declined":      {"Declines", "拒绝"},
	"dearer":        {"Asks for more", "要价更高"},
	"silent":        {"No answer", "无答复"},
	"bad-answer":    {"Its quote was not in order", "报价不符合规范"},
	"unfit":         {"Cannot run it", "无法运行"},
	"skipped":       {"Skipped", "已跳过"},
	"not-activated": {"Did not start the order in time", "未及时启动订单"},
	"ended":         {"Ended the order", "结束了订单"},
	"broke":         {"It did not run", "没有运行起来"},
	"late":          {"It did not run in time", "未及时运行起来"},
	"serves":        {"Works", "可用"},
}
