package text

// Words of what is deployed for an order: its tabs, the form, its versions.
var (
	TabsLabel      = Text{"What runs", "运行内容"}
	TabNeedsAccess = Text{"The node shows this to you alone. Sign once to let this page in; that costs nothing.", "节点只向你本人展示。签名一次即可授权此页面，不花钱。"}
	DeviceAsks     = Text{"Your wallet authorises this browser once: for %d days it may see and change everything of all your orders at this node, deploy, open shells and share, without asking again. It costs nothing, moves no money, and you can end it at any time.", "钱包只需授权此浏览器一次：在 %d 天内，它可以查看并更改你在这个节点上的所有订单，部署、打开终端、分享，无需再次询问。不花钱，也不会转移资金，你可以随时撤销。"}
	TabAuthorise   = Text{"Authorise", "授权"}

	GraceDo   = Text{"Until then you can download its data and its logs. An order that is over cannot be extended: rent again to go on.", "在此之前可以下载数据和日志。已结束的订单不能续期，如需继续请重新租用。"}
	GraceLogs = Text{"See and download the logs", "查看并下载日志"}
)

// Tabs are what an order's page has.
var Tabs = map[string]Text{
	"overview": {"Overview", "概览"},
	"deploy":   {"Deploy", "部署"},
	"logs":     {"Logs", "日志"},
	"activity": {"Activity", "动态"},
	"shell":    {"Shell", "终端"},
	"access":   {"Access", "访问"},
	"share":    {"Share", "分享"},
	"visitors": {"Visitors", "访客"},
	"keys":     {"Keys", "密钥"},
	"data":     {"Data", "数据"},
	"domains":  {"Domains", "域名"},
	"settings": {"Settings", "设置"},
}

// Words of the form to deploy.
var (
	DeployNew       = Text{"Deploy a new version", "部署新版本"}
	DeployFormat    = Text{"What do you bring?", "你要用什么来部署？"}
	DeployText      = Text{"%s file", "%s 文件"}
	DeployTextHelp  = Text{"Paste it, choose a file or start from the example.", "粘贴内容、选择文件，或从示例开始。"}
	DeployTextDrop  = Text{"Paste it, drop a file here or start from the example.", "粘贴内容、拖入文件，或从示例开始。"}
	DeployPrivate   = Text{"It stays in this tab until you deploy; only this order's node gets it.", "部署前内容只保存在此标签页，只会发送给这个订单的节点。"}
	DeployFile      = Text{"Choose a file", "选择文件"}
	DeployExample   = Text{"Use the example", "使用示例"}
	DeployTooLong   = Text{"That is %s; the node takes up to %s.", "内容有 %s，节点最多接受 %s。"}
	DeployFileLong  = Text{"The file is too large: the node takes up to %s.", "文件太大，节点最多接受 %s。"}
	DeployFileText  = Text{"That file is no text.", "这不是文本文件。"}
	DeployFileRead  = Text{"The file cannot be read.", "无法读取该文件。"}
	DeployGuess     = Text{"This looks like %s.", "这看起来是 %s。"}
	DeploySwitch    = Text{"Switch to %s", "切换到 %s"}
	DeployEnter     = Text{"Authorise to check", "授权并检查"}
	DeployEnterWhy  = Text{"The node checks what you write as you write it. For that it has to know you, which deploying needs anyway.", "节点会边写边检查。为此它需要先确认是你（部署本来也需要）。"}
	DeployByKey     = Text{"This browser's key signs it; your wallet is not asked. It costs nothing beyond what the order costs.", "由此浏览器的密钥签名，不会再询问钱包。除订单费用外不另收费。"}
	DeployShort     = Text{"Deploy with a short stop", "短暂停机并部署"}
	DeployWrite     = Text{"Write, paste or choose what is to run.", "请填写、粘贴或选择要运行的内容。"}
	DeployMend      = Text{"Fix what is marked first.", "请先改正标出的问题。"}
	CheckBusy       = Text{"Checking", "正在检查"}
	CheckFine       = Text{"No problems.", "没有问题。"}
	CheckProblems   = Plural{"%d problem to fix", "%d problems to fix", "有 %d 处需要改正"}
	CheckAway       = Text{"It could not be checked.", "暂时无法检查。"}
	CheckLine       = Text{"Line %d", "第 %d 行"}
	CheckIgnored    = Plural{"%d thing makes no difference here", "%d things make no difference here", "有 %d 处在这里不起作用"}
	CheckPlan       = Text{"What will run", "将要运行"}
	CheckEnglish    = Text{"The reasons are the node's own words, in English.", "以下原因由节点以英文给出。"}
	PlanImage       = Text{"Image", "镜像"}
	PlanFetched     = Text{"To fetch", "需拉取"}
	PlanBuiltIn     = Text{"nothing: it is built in", "无需拉取，节点自带"}
	PlanStartsAs    = Text{"starts as", "启动用户"}
	CheckNotes      = Text{"Worth knowing", "注意事项"}
	PlanPort        = Text{"Port", "端口"}
	PlanNoPort      = Text{"none: only your other services reach it", "无，仅你的其他服务可访问"}
	PlanReplicas    = Text{"Replicas", "副本"}
	PlanEach        = Text{"each", "每个"}
	PlanOwnDisk     = Text{"Outside of disks", "磁盘以外"}
	PlanRuns        = Text{"Runs", "运行方式"}
	PlanOnce        = Text{"once, to its end", "只运行一次，直到结束"}
	PlanAfter       = Text{"Starts", "启动"}
	PlanBefore      = Text{"Before it", "之前运行"}
	PlanBeside      = Text{"Beside it", "同时运行"}
	PlanAsked       = Text{"as written", "文件指定"}
	PlanDealt       = Text{"set by Berth", "由 Berth 分配"}
	PlanVariables   = Text{"Variables", "变量"}
	PlanSecrets     = Text{"Secrets", "密钥"}
	PlanFiles       = Text{"Files", "文件"}
	PlanVolumes     = Text{"Disks", "磁盘"}
	PlanGrows       = Text{"%s, has %s now", "%s，现有 %s"}
	ServiceOnce     = Text{"It ran to its end. It runs again with the next version.", "已运行结束，下一个版本会再次运行。"}
	UpdateBeside    = Text{"The new version starts beside what runs now; that ends once the new one answers.", "新版本会与现有版本并行启动，新版本可用后旧版本才结束。"}
	UpdateShortStop = Text{"The new version cannot run beside the old one: the service stops for a few seconds, then the new version starts.", "新旧版本无法并行：服务会停止几秒，然后启动新版本。"}
	UpdateData      = Text{"Data on disks stays.", "磁盘上的数据会保留。"}
	ServiceForeign  = Text{"The node names an address for it that is not its own; it is not opened from here.", "节点给出的地址不属于它自己，此处不会打开。"}
	ServiceFetching = Text{"for %s so far", "已用时 %s"}
	FetchImage      = Text{"Its machine fetches %s", "机器正在拉取 %s"}
	FetchSize       = Text{"%s, or less if the machine has some of it", "共 %s，机器已有一部分时会更少"}
	FetchLeft       = Text{"about %s more, at the %s of before", "按此前 %[2]s 的速度，约还需 %[1]s"}
	FetchLong       = Text{"longer than the %s that as much took before", "已超过此前同样大小所用的 %s"}
	ServiceSleep    = Text{"Sleeps when nobody has come for", "无人访问多久后休眠"}
	SleepNever      = Text{"never", "从不"}
	SleepQuarter    = Text{"15 minutes", "15 分钟"}
	SleepHour       = Text{"1 hour", "1 小时"}
	SleepOther      = Text{"%s (set elsewhere)", "%s（在别处设置）"}
	SleepNote       = Text{"Asleep it keeps its disks, and the next visitor wakes it, who waits some seconds. The order goes on costing the same. Calls from your other services do not wake it.", "休眠时磁盘保留，下一位访问者会唤醒它，需等待几秒。订单费用不变。你的其他服务的调用不会唤醒它。"}
	ServiceNoHTTP   = Text{"It has no HTTP port: only your other services reach it.", "没有 HTTP 端口，仅你的其他服务可访问。"}
	ServiceWay      = Text{"How far it is", "启动进度"}
	UnknownChain    = Text{"The node cannot reach the chain since %s. What runs goes on.", "节点自 %s 起无法连接链。正在运行的服务不受影响。"}
	UnknownRuntime  = Text{"The node cannot ask its cluster since %s: what is shown of your services is as old as that. What runs goes on.", "节点自 %s 起无法查询集群，以下服务状态是那时的情况。正在运行的服务不受影响。"}
	NothingRuns     = Text{"Nothing runs yet", "尚未运行任何服务"}
	NothingRunsDo   = Text{"Deploy a service first; then it shows here.", "先部署一个服务，之后会显示在这里。"}
)

// Words of an order's versions.
var (
	Versions        = Text{"Versions", "版本"}
	VersionsLoading = Text{"Asking the node for the versions", "正在向节点查询版本"}
	VersionsNone    = Text{"No version was deployed yet.", "还没有部署过版本。"}
	VersionsOlder   = Text{"Show older ones", "显示更早的版本"}
	VersionNo       = Text{"Version %d", "版本 %d"}
	VersionNow      = Text{"now", "当前"}
	VersionFrom     = Text{"rolled back to %d", "回滚自版本 %d"}
	RollbackOpen    = Text{"Roll back to this one", "回滚到此版本"}
	RollbackTitle   = Text{"Roll back to version %d", "回滚到版本 %d"}
	RollbackWords   = Text{"What version %[1]d was runs again, as version %[2]d, in place of what runs now. Data on disks stays as it is: it is not rolled back.", "版本 %[1]d 的内容将作为版本 %[2]d 重新运行，取代当前版本。磁盘数据保持现状，不会回滚。"}
	RollbackCost    = Text{"It costs nothing beyond what the order costs.", "除订单费用外不另收费。"}
	RollbackDo      = Text{"Roll back", "回滚"}
	RollbackShort   = Text{"Roll back with a short stop", "短暂停机并回滚"}
	RollbackCannot  = Text{"It does not run as the order is now", "以订单目前的状况，它无法运行"}
	RollbackKeep    = Text{"Keep what runs", "保持现状"}
)

// Formats are what the formats of a deployment are called; these are names, so they are the same in every language.
var Formats = map[string]Text{
	"template":   {"Template", "模板"},
	"compose":    {"Compose", "Compose"},
	"kubernetes": {"Kubernetes", "Kubernetes"},
	"sdl":        {"Akash SDL", "Akash SDL"},
	"bundle":     {"File with values and files", "附带内容的文件"},
}

// PlanAwaited are what has to have become of another service, %s, before one starts.
var PlanAwaited = map[string]Text{
	"running": {"once %s runs", "在 %s 运行之后"},
	"ready":   {"once %s is ready", "在 %s 就绪之后"},
	"done":    {"once %s has ended well", "在 %s 成功结束之后"},
}
