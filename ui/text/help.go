package text

// Words of the help page.
var (
	TitleHelp = Text{"Help · Berth", "帮助 · Berth"}
	Help      = Text{"Help", "帮助"}
	HelpLead  = Text{"What Berth is, where your money is, and what the words mean.", "Berth 是什么、你的钱在哪里、各个词是什么意思。"}
	HelpSee   = Text{"Read it", "查看"}
	HelpWords = Text{"Words", "名词"}
	HelpMore  = Text{"Questions", "常见问题"}
)

// Asked is a question with its answer, or a word with what it means. ID is what a link to it ends with.
type Asked struct {
	ID           string
	What, Answer Text
}

// Questions are what people ask first.
var Questions = [...]Asked{
	{"what", Text{"What is Berth?", "Berth 是什么？"}, Text{
		"A market for computing time. Independent operators offer their machines; you rent a part of one, bring a container, a Compose file or a template, and pay by the second. Berth brings both sides together and has no say over the machines or the money.",
		"一个计算资源市场。独立的运营者提供机器，你租用其中一部分，带上容器、Compose 文件或模板，按秒付费。Berth 只负责撮合，既不控制机器，也不掌管资金。"}},
	{"money", Text{"Where is my money?", "我的钱在哪里？"}, Text{
		"In a contract on the chain, not with Berth and not with the node. The contract pays the node for each second that has passed; what is left is yours and comes back when the order ends, whoever ends it. Nobody can take more than what you signed.",
		"在链上的合约里，不在 Berth，也不在节点手中。合约按已过去的秒数付给节点；剩余的归你，无论谁结束订单都会退还。没有人能拿走超过你所签署的数额。"}},
	{"bad", Text{"What if the node is bad, or disappears?", "节点不好用，或者消失了怎么办？"}, Text{
		"End the order: it takes one transaction, and the rest of the money is yours to withdraw at once. At most nodes your first order begins with free time, in which leaving costs nothing. A node that leaves without the notice it promised forfeits that much of what it earned to you. A node that cannot be reached goes on being paid until you end the order; an agent that you name can end it for you.",
		"结束订单即可：一笔交易，余款随即可以提取。在多数节点，第一个订单开头有免费试用，期间退出不花钱。节点若未按承诺提前通知就退出，要把相应的收入赔给你。节点失联时仍会计费，直到你结束订单；你可以指定代理替你结束。"}},
	{"data", Text{"Who can see my data?", "谁能看到我的数据？"}, Text{
		"Whoever runs the machine could: rented machines are somebody's machines. Berth keeps services of different users apart, encrypts the way to them, and lets nobody else in without your link. Do not put what must stay secret from the operator on a machine that you do not trust; keep backups elsewhere.",
		"机器的运营者有可能看到：租来的机器终究是别人的机器。Berth 隔离不同用户的服务，加密访问过程，没有你的链接别人进不去。对运营者也必须保密的内容，不要放到你不信任的机器上；请另存备份。"}},
	{"who", Text{"Who runs the nodes?", "节点由谁运营？"}, Text{
		"Anyone may: companies, labs, people with a server. Each is known by the address of its wallet, and its record is on the chain: how many orders it has served, and how they ended. The platform tests nodes again and again and publishes what it found; a node's page shows the evidence, and what such tests cannot show.",
		"任何人都可以：公司、实验室、有服务器的个人。每个节点以钱包地址为身份，记录在链上：服务过多少订单、如何结束。平台反复测试节点并公布结果；节点页面列出证据，以及这类测试无法证明的内容。"}},
	{"cost", Text{"What does it cost?", "费用是多少？"}, Text{
		"What the node asks for your size and time, shown as one total before you pay, and a small network fee for each transaction. When you end early you pay for the time until then, or for what you committed to where you took a discount for it.",
		"节点对你所选规格和时长的报价，付款前显示为一个总额；每笔交易另有少量网络手续费。提前结束只付到那时的费用；若为折扣作过承诺，则付到承诺的时长。"}},
	{"wallet", Text{"Why do I need a wallet?", "为什么需要钱包？"}, Text{
		"It is your account: there is no password and no registration. It signs what you agree to, and nothing happens without that signature. What it signs names the amount, the node and the time.",
		"钱包就是你的账户：没有密码，也不用注册。它为你同意的内容签名，没有签名就什么都不会发生。签名的内容写明金额、节点和时间。"}},
	{"stop", Text{"What does “stop” do?", "“停止”是什么意思？"}, Text{
		"It stops the service, not the order: the machine stays reserved for you, and you go on paying for it. To stop paying, end the order.",
		"它停止的是服务，不是订单：机器仍为你保留，费用照付。要停止付费，请结束订单。"}},
}

// Glossary are the words that pages use, in the order in which a user meets them.
var Glossary = [...]Asked{
	{"node", Text{"Node", "节点"}, Text{"An operator with machines that can be rented, known by a wallet address.", "提供可租机器的运营者，以钱包地址为身份。"}},
	{"quote", Text{"Quote", "报价"}, Text{"A node’s firm answer to what you asked for: price, size, promises, signed and good for some minutes.", "节点对你询价的确定答复：价格、规格和承诺，经签名，几分钟内有效。"}},
	{"order", Text{"Order", "订单"}, Text{"The agreement made out of a quote when you pay. It lasts as long as there is money in its escrow and neither side ends it.", "付款后由报价形成的协议。托管里还有钱、双方都未结束时一直有效。"}},
	{"escrow", Text{"Escrow", "托管"}, Text{"Your money for an order, kept by the contract. It flows to the node second by second; the rest stays yours.", "一个订单的资金，由合约保管。按秒付给节点，其余仍归你。"}},
	{"probation", Text{"Free time", "试用期"}, Text{"The first seconds of your first order with a node. Leave in that time and everything comes back. Some nodes ask for a stake for it.", "你在某节点第一个订单的最初一段时间。期间退出，全额退还。有的节点为此要求质押。"}},
	{"commitment", Text{"Commitment", "承诺时长"}, Text{"Time that you pay for even when you leave earlier. It buys a discount.", "提前退出也要付费的时长，用来换取折扣。"}},
	{"notice", Text{"Notice", "提前通知"}, Text{"How long before a node says that it will leave. If it does not, it forfeits that much of what it earned.", "节点须提前多久宣布退出。若未做到，要赔出相应的收入。"}},
	{"certified", Text{"Reachable, verified, certified", "可达、已核实、已认证"}, Text{"How far the platform has looked: the node answers; its key and machine are its own; it has what it claims, and served an order of the platform’s own in full.", "平台核查的程度：节点有应答；密钥和机器确属其所有；资源属实，并完整服务过平台自己下的订单。"}},
	{"deployment", Text{"Deployment", "部署"}, Text{"What runs for an order. Each version that you sign has a number, and you can go back to an earlier one.", "一个订单上运行的内容。你签署的每个版本都有编号，可以回滚。"}},
	{"service", Text{"Service", "服务"}, Text{"One program of a deployment, with an address of its own. Only you can open it until you share it or make it public.", "部署中的一个程序，有自己的网址。在你分享或公开之前，只有你能打开。"}},
	{"share", Text{"Share link", "分享链接"}, Text{"Opens one service, or a part of it, to whoever has it: for a time, for a number of visits, until you take it back.", "让持有者打开某个服务或其中一部分：可限时间、次数，可随时收回。"}},
	{"key", Text{"Access key", "访问密钥"}, Text{"Lets a device or a program act on an order without the wallet, within the limits that you set.", "让设备或程序在你设定的范围内操作订单，无需钱包。"}},
	{"agent", Text{"Agent", "代理"}, Text{"Somebody whom you named on chain, such as the platform. It can end your orders when a node is down and renew them within your limits, and nothing else.", "你在链上指定的一方，例如平台。它只能在节点故障时结束你的订单，并在你的限额内续期。"}},
	{"stake", Text{"Stake", "质押"}, Text{"Tokens that you lock to earn newly issued ones. A stake also opens free time at nodes that ask for it.", "锁定代币以获得新发行的代币。有的节点要求质押才提供试用期。"}},
	{"gas", Text{"Network fee", "网络手续费"}, Text{"What the chain takes for a transaction, paid in its own coin. Neither Berth nor the node gets it.", "链对每笔交易收取的费用，用链自己的币支付，不归 Berth 或节点。"}},
}
