package text

// Words of what a page of an order remembers, tells apart and asks.
var (
	AllOrders  = Text{"Orders", "订单"}
	PaidUntil  = Text{"Paid until %s", "已付至 %s"}
	PaidFor    = Text{"Paid for", "租用中"}
	PaidTop    = Text{"%s so far", "已花 %s"}
	LeftTop    = Text{"%s left", "剩余 %s"}
	ServiceIs  = Text{"Service: %s", "服务：%s"}
	ServiceIsN = Text{"Services: %s", "服务：%s"}

	SeenAsOf     = Text{"As of %s", "截至 %s"}
	SeenText     = Text{"This is what the node last told this browser. It may have changed since.", "这是节点最后一次告诉此浏览器的情况，之后可能已有变化。"}
	SeenAsking   = Text{"Asking the node how it is now", "正在向节点查询最新情况"}
	SeenEnter    = Text{"Sign in to the node to see it now", "签名进入节点，查看最新情况"}
	UnseenTitle  = Text{"What runs is not known here", "此浏览器不知道运行情况"}
	UnseenText   = Text{"Only the node knows what runs for this order, and it tells its user alone.", "只有节点知道此订单的运行情况，且只告诉订单的用户。"}
	UnseenEnter  = Text{"See what runs", "查看运行情况"}
	UnseenDeploy = Text{"Nothing deployed yet? Deploy", "还没有部署？去部署"}
	UnseenShort  = Text{"not known here", "未知"}
	NodeStarts   = Text{"The node is starting your order", "节点正在启动你的订单"}
	NodeStartsDo = Text{"It has been paid and told. As soon as it has started, you deploy here.", "已付款，节点已收到通知。启动后即可在此部署。"}
	NodeStartsIn = Text{"Time that the node has left:", "节点的剩余时间："}

	StoppedCosts = Text{"stopped, still costing", "已停止，仍在计费"}
	AsleepCosts  = Text{"asleep, still costing", "休眠中，仍在计费"}
	NothingCosts = Text{"nothing deployed yet", "尚未部署"}

	StopTitle = Text{"Stopping does not end the order", "停止服务不会结束订单"}
	StopCosts = Text{"Nobody reaches the service any more, and its disks stay. The order goes on costing %s, until %s.", "服务将无法访问，磁盘数据保留。订单继续按 %s 计费，直到 %s。"}
	StopEnd   = Text{"To pay no more, end the order: what is neither used nor committed to comes back to you.", "如果不想继续付费，请结束订单：除已用和已承诺的部分外，其余退还给你。"}
	StopDo    = Text{"Stop and keep paying", "停止，继续计费"}
	StopKeep  = Text{"Keep it running", "保持运行"}
	StopToEnd = Text{"End the order instead", "改为结束订单"}

	RestartOne = Text{"Restart %s", "重启 %s"}

	StepsDone  = Text{"Progress: all done, ready since %s", "进度：全部完成，%s 就绪"}
	StepsEnded = Text{"Progress", "进度"}

	EndData      = Text{"Download or copy the data first", "先下载或复制数据"}
	EndDataWords = Text{"What is on the disks is deleted some time after the end.", "结束一段时间后，磁盘上的数据会被删除。"}
	GraceData    = Text{"Download the data", "下载数据"}
	GraceUnknown = Text{"The data may still be there", "数据可能仍然保留"}
	GraceAsk     = Text{"Nodes keep the data of an order for some time after its end. Sign in to the node to see until when, and to take it away.", "订单结束后，节点会将数据保留一段时间。签名进入节点可查看保留期限并取走数据。"}
	GraceEnter   = Text{"Sign in to the node", "签名进入节点"}

	MeterCostAll = Text{"It cost", "总费用"}
	SwapAddress  = Text{"(the addresses stayed)", "（地址不变）"}
)

// Words of an order's settings, and of its receipt.
var (
	SettingsName     = Text{"Name and tags", "名称与标签"}
	SettingsNameText = Text{"Only for you: they are kept on this device and are not sent anywhere.", "仅供自己使用：只保存在此设备上，不会发送。"}
	LabelField       = Text{"Name", "名称"}
	LabelTags        = Text{"Tags, with commas between them", "标签（用逗号分隔）"}
	LabelSave        = Text{"Save", "保存"}
	LabelSaved       = Text{"Saved on this device.", "已保存在此设备上。"}
	SettingsNotices  = Text{"Notices", "通知"}
	SettingsNotice   = Text{"What you are told of your orders, and where it is sent, is set for all of them together.", "通知内容和接收方式对所有订单统一设置。"}
	SettingsNoAgent  = Text{"Renewal and watching over orders are not offered by this platform.", "此平台不提供自动续期和看护。"}

	ReceiptTitle = Text{"Receipt", "收据"}
	ReceiptText  = Text{"What was agreed on and what was paid, to the last unit, with the transactions.", "约定与付款明细，精确到最小单位，并附交易哈希。"}
	ReceiptSave  = Text{"Receipt (text)", "收据（文本）"}
	ReceiptCSV   = Text{"As CSV", "保存为 CSV"}
	ReceiptAll   = Text{"Download all orders as CSV", "下载全部订单（CSV）"}
	ReceiptBusy  = Text{"Collecting the orders", "正在收集订单"}
	ReceiptOpen  = Text{"So far (the order still runs)", "截至目前（订单仍在进行）"}
	ReceiptNode  = Text{"Node", "节点"}
	ReceiptUser  = Text{"User", "用户"}
	ReceiptPaid  = Text{"Paid for the service", "服务费"}
	ReceiptBack  = Text{"Back to you", "退还给你"}
	ReceiptFrom  = Text{"From", "开始"}
	ReceiptTo    = Text{"To", "结束"}
	ReceiptMade  = Text{"Made", "生成时间"}
	ReceiptChain = Text{"Chain", "链"}
	ReceiptTx    = Text{"Transactions", "交易"}

	OrdersFind     = Text{"Search by name, tag, node or number", "按名称、标签、节点或编号搜索"}
	OrdersNoneFit  = Text{"No order matches", "没有匹配的订单"}
	OrdersNoneDo   = Text{"Change what you search for, or look among those that have ended.", "请更改搜索内容，或查看已结束的订单。"}
	OrdersFindOnly = Text{"Only the first %d orders were searched.", "只搜索了前 %d 个订单。"}
	OrderOnlyHere  = Text{"Names and tags are kept on this device.", "名称和标签保存在此设备上。"}
)

// Words of what changed between two versions.
var (
	DiffTitle    = Text{"Compare versions", "比较版本"}
	DiffFrom     = Text{"Before", "旧版本"}
	DiffTo       = Text{"After", "新版本"}
	DiffOfTwo    = Text{"From version %d to %d", "从版本 %d 到 %d"}
	DiffNone     = Text{"The two run the same: only values inside of the file may differ, which the node does not give out again.", "两个版本运行的内容相同；只有文件内的值可能不同，节点不会再次给出这些值。"}
	DiffAdded    = Text{"added", "新增"}
	DiffGone     = Text{"removed", "移除"}
	DiffWas      = Text{"%s → %s", "%s → %s"}
	DiffNothing  = Text{"none", "无"}
	DiffDisk     = Text{"Disk %s", "磁盘 %s"}
	DiffFile     = Text{"The file itself", "文件本身"}
	DiffFileSize = Text{"%d bytes", "%d 字节"}
	DiffWith     = Text{"Compare", "比较"}

	CheckEnds     = Text{"%s ends with this version", "%s 将随此版本停止"}
	CheckEndsText = Text{"It runs now and is not in what you deploy.", "它正在运行，但不在你要部署的内容中。"}
	CheckEndsDisk = Text{"It runs now and is not in what you deploy. Its disk (%s) stays until the order's data is deleted: deploy it again and it finds its data.", "它正在运行，但不在你要部署的内容中。它的磁盘（%s）保留到订单数据被删除为止：再次部署即可继续使用。"}
)
