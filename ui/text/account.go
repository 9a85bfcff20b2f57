package text

// Words of the account's page.
var (
	TitleAccount = Text{"Account · Berth", "账户 · Berth"}
	AccountLead  = Text{"Your money, what you have spent, and where you are logged in.", "你的资金、花费和登录情况。"}
	AccountLogin = Text{"Log in to see your account", "登录后查看账户"}
	AccountSee   = Text{"Balance, spending, keys", "余额、花费、密钥"}

	MoneyTitle   = Text{"Money", "资金"}
	MoneyText    = Text{"Read from the chain just now. Escrow is what your running orders hold and have not used yet.", "刚从链上读取。托管是进行中的订单里尚未用掉的部分。"}
	MoneyColumn  = Text{"Token", "代币"}
	MoneyHave    = Text{"In your wallet", "钱包余额"}
	MoneyEscrow  = Text{"In escrow", "托管中"}
	MoneyGas     = Text{"For network fees", "用于手续费"}
	MoneyLoading = Text{"Reading your balances", "正在读取余额"}

	SpendTitle = Text{"Spent", "花费"}
	SpendText  = Text{"What your orders came to, by the month in which they ran.", "订单费用，按运行的月份统计。"}
	SpendNone  = Text{"Nothing yet.", "还没有花费。"}
	SpendFree  = Text{"Nothing yet: what runs is in its probation, which is free.", "还没有花费：正在运行的服务处于免费的试用期。"}
	SpendTiny  = Text{"Less than %s so far: what runs has only just begun.", "目前不足 %s：服务刚开始运行。"}
	SpendTable = Text{"By the month", "按月查看"}
	SpendMonth = Text{"Month", "月份"}
	SpendSum   = Text{"Spent", "花费"}
	SpendTotal = Text{"%s this month, %s in all.", "本月 %s，共 %s。"}
	SpendSome  = Text{"Of your newest %d orders.", "只含最近 %d 个订单。"}
	SpendSee   = Text{"Receipts of ended orders", "已结束订单的收据"}

	SessionsTitle = Text{"Logged in here", "本机登录"}
	KeysHere      = Text{"Keys of this browser", "本浏览器的密钥"}
	KeysHereText  = Text{"With these this browser acts at a node without asking your wallet. All keys that you gave to devices and programs are on the page of an order, under Access.", "凭这些密钥，本浏览器在节点上操作时无需询问钱包。你给其他设备和程序的密钥，见订单页的“访问”。"}
	KeysHereNone  = Text{"None: your wallet has allowed this browser nothing yet.", "没有：钱包尚未授权本浏览器。"}
	KeyGoodTill   = Text{"until %s", "有效至 %s"}
	KeyForget     = Text{"Forget", "删除"}
	KeyForgot     = Text{"This browser has no key for that node any more. Your wallet is asked again when it is needed.", "本浏览器不再持有该节点的密钥，需要时会再次询问钱包。"}
)
