package text

// Words of the front page. Only the build of the site has them: the app shows what that wrote.
var (
	HomeTitle = Text{"Run a container on somebody’s machine", "在别人的机器上运行容器"}
	HomeFrom  = Text{"from %s an hour", "每小时 %s 起"}
	HomePaid  = Text{"paid by the second", "按秒付费"}
	HomeSmall = Text{"The lowest list price just now, for %s.", "当前最低标价，规格为 %s。"}
	HomeSize  = Text{"%s, %s memory, %s disk", "%s、%s 内存、%s 磁盘"}
	HomeLead  = Text{
		"Independent operators rent out their machines. Bring a container, a Compose file or a ready-made service, see one price, pay by the second. No registration: your wallet is your account.",
		"独立运营者出租自己的机器。带上容器、Compose 文件，或选一个现成的服务；价格一目了然，按秒付费。无需注册，钱包就是账户。",
	}
	HomeStart = Text{"Choose what to run", "选择要运行的服务"}
	HomeNodes = Text{"See the nodes", "查看节点"}
	HomeMine  = Plural{"You have %d running order", "You have %d running orders", "你有 %d 个进行中的订单"}

	HomeFigures = Text{"The market just now", "市场现状"}
	FigNodes    = Text{"Nodes online", "在线节点"}
	FigCores    = Text{"Cores free", "空闲核数"}
	FigRegions  = Text{"Regions", "地区"}
	FigOrders   = Text{"Orders so far", "累计订单"}

	HomeSteps = Text{"How it works", "如何使用"}
	HomeTry   = Text{"Ready to run", "即开即用"}
	HomeTried = Text{"Services from the catalogue in their smallest size, at the lowest price that a node asks now.", "服务目录中的服务，按最小规格和当前最低标价。"}
	HomeTryIt = Text{"Try it", "试一试"}
	HomeAll   = Text{"All services", "全部服务"}
	HomeAway  = Text{"The platform cannot be asked just now. What you read here is right all the same; prices follow once it answers.", "暂时无法连接平台。这里的说明依然有效，连上后会显示价格。"}
	HomeNone  = Text{"No node has room for a service just now. Look again in a moment.", "目前没有节点能运行服务，请稍后再看。"}

	HomeMoney = Text{"Why your money is safe", "你的钱为什么安全"}
	HomeWho   = Text{"Who runs the nodes", "节点由谁运营"}
	HomeWhoIs = Text{
		"Anyone may: companies, labs, people with a server. Each is known by a wallet address, and its record is on the chain: how many orders it served, for whom, and how they ended. The platform tests nodes again and again and publishes what it found, with the evidence.",
		"任何人都可以：公司、实验室、有服务器的个人。每个节点以钱包地址为身份，记录在链上：服务过多少订单、为谁服务、如何结束。平台反复测试节点，并公布结果和证据。",
	}
	HomeSecret = Text{
		"Rented machines are somebody’s machines. Whoever runs one could look into it: leave at home what must stay secret from them, and keep backups elsewhere.",
		"租来的机器终究是别人的机器，运营者有可能看到里面的内容。必须对其保密的数据不要放上去，并请另存备份。",
	}
	HomeWhoSee = Text{"How nodes are tested", "节点如何测试"}

	HomeOwn    = Text{"You have a machine?", "你有机器？"}
	HomeOwnIs  = Text{"Put a gateway in front of it, set your prices, and be paid by the second. You decide whom you serve, and for how long.", "装上网关，定好价格，按秒收款。为谁服务、服务多久，由你决定。"}
	HomeOwnSee = Text{"Become a node", "成为节点"}

	HomeHelp    = Text{"New here?", "第一次来？"}
	HomeHelpIs  = Text{"Short answers to what people ask first, and the words that you will meet:", "常见问题的简短回答，以及你会遇到的名词："}
	HomeHelpSee = Text{"Questions and answers", "常见问题"}
)

// Told is a heading with what there is to say.
type Told struct{ What, Words Text }

// HomeWays are the three steps to a service that runs.
var HomeWays = [...]Told{
	{Text{"Choose", "选择"}, Text{
		"A service from the catalogue, your Compose file, an image or Kubernetes YAML. Size and price follow from it; the cheapest fitting node is chosen unless you choose another.",
		"目录中的服务、你的 Compose 文件、镜像或 Kubernetes YAML。规格和价格随之确定；默认选最便宜的合适节点，也可以自己挑。"}},
	{Text{"Pay into escrow", "付款到托管"}, Text{
		"Your wallet puts the money for the time that you chose into a contract. From there it goes to the node, second by second.",
		"钱包把所选时长的费用存入合约，再由合约按秒付给节点。"}},
	{Text{"Open it", "打开使用"}, Text{
		"The node starts it, and it has a web address of its own that only you can open. Logs, charts, backups and sharing are in the app. End it at any time: the rest comes back.",
		"节点启动后，服务有自己的网址，只有你能打开。日志、图表、备份和分享都在应用里。随时可以结束，余款退还。"}},
}

// HomeSafe is why the money is safe.
var HomeSafe = [...]Told{
	{Text{"In a contract, not with us", "在合约里，不在我们手中"}, Text{
		"Berth holds no money and no keys. The contract pays for the seconds that have passed; the rest is yours, whoever ends the order.",
		"Berth 不掌管资金，也没有密钥。合约只为已过去的秒数付款；无论谁结束订单，余款都归你。"}},
	{Text{"A node that leaves without notice pays", "节点不打招呼就走，要赔钱"}, Text{
		"Each node promises how long before it leaves it will say so. If it does not, it forfeits that much of what your order earned it, to you.",
		"每个节点都承诺提前多久通知退出。没做到，就要把相应时长从你的订单中所得的收入赔给你。"}},
	{Text{"You can leave at any time", "你随时可以走"}, Text{
		"One transaction ends an order, and what is left can be withdrawn at once. With many nodes your first order begins with a free trial.",
		"一笔交易即可结束订单，余款随即可以提取。在许多节点，第一个订单开头有免费试用。"}},
	{Text{"Nobody takes more than you signed", "没有人能多拿"}, Text{
		"Your wallet shows amount, node and time before you sign. The app checks them against the chain, whatever a platform or a node says.",
		"签名前，钱包会显示金额、节点和时长。无论平台或节点怎么说，应用都会与链上核对。"}},
}

// HomeTerms are the IDs of the glossary's words that the front page leads to.
var HomeTerms = [...]string{"node", "quote", "escrow", "probation", "notice", "certified"}
