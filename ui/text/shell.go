package text

// Words of the frame around the pages.
var (
	AppName    = Text{"Berth", "Berth"}
	AppLine    = Text{"Compute from independent nodes, paid by the second out of escrow", "向独立节点租用算力，从托管中按秒付费"}
	AppSummary = Text{
		"Berth is a marketplace for compute. Rent CPU, GPU, memory and disk from independent nodes, pay by the second out of a smart contract's escrow, and reach your service over HTTPS.",
		"Berth 是一个算力市场：向独立节点租用 CPU、GPU、内存和磁盘，由智能合约托管并按秒付费，通过 HTTPS 访问你的服务。",
	}

	NavExplore = Text{"Explore", "浏览"}
	NavRent    = Text{"Rent", "租用"}
	NavOrders  = Text{"Orders", "订单"}
	NavMore    = Text{"More", "更多"}
	NavLabel   = Text{"Main", "主导航"}
	SkipToMain = Text{"Skip to the content", "跳到正文"}

	DemoTag  = Text{"Demo", "演示"}
	DemoText = Text{"This is for trying out: its keys lie unprotected on this computer, and its tokens are worth nothing.", "这里仅供试用：私钥未加保护地存放在本机，代币没有价值。"}

	Offline     = Text{"You are offline. What you see is from before.", "你已离线，当前显示的是之前的数据。"}
	UpdateReady = Text{"A newer version is ready.", "新版本已就绪。"}
	UpdateNow   = Text{"Update", "更新"}

	LogIn       = Text{"Log in", "登录"}
	YourAccount = Text{"Your account", "你的账户"}
	LoggedIn    = Text{"Logged in as %s", "已登录：%s"}
	LoggedOut   = Text{"Logged out. Your orders go on running.", "已退出登录。订单照常运行。"}

	Loading  = Text{"Loading the app", "正在加载应用"}
	NoScript = Text{"Berth runs in your browser and needs JavaScript. Turn it on and load the page again.", "Berth 在浏览器中运行，需要启用 JavaScript。请启用后重新加载。"}

	LostTitle = Text{"There is no such page", "没有这个页面"}
	LostText  = Text{"The address may be mistyped, or what was here has moved.", "地址可能有误，或内容已移走。"}
	LostBack  = Text{"See all nodes", "查看所有节点"}
)
