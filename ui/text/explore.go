package text

// Words of the list of nodes.
var (
	ExploreTitle = Text{"Nodes", "节点"}
	ExploreLead  = Text{"Independent machines for rent. Pay by the second out of escrow; cancel at any time.", "来自独立节点的算力。资金托管在合约中，按秒付费，随时取消。"}
	RentCompute  = Text{"Rent compute", "租用算力"}

	Search       = Text{"Search", "搜索"}
	SearchHint   = Text{"Name or region", "名称或地区"}
	Filters      = Text{"Filters", "筛选"}
	FiltersOn    = Plural{"Filters: %d", "Filters: %d", "筛选：%d 项"}
	ClearFilters = Text{"Clear the filters", "清除筛选"}
	Any          = Text{"any", "不限"}
	AnyModel     = Text{"any", "不限"}
	AnyRegion    = Text{"any", "不限"}
	CoresUnit    = Text{"cores", "核"}
	PriceAtMost  = Text{"Price at most", "最高价格"}
	PaidIn       = Text{"Paid in", "支付币种"}
	PerHour      = Text{"%s/h", "%s/时"}
	NotANumber   = Text{"Enter a number, for example 2.", "请输入数字，例如 2。"}

	SortBy     = Text{"Sort by", "排序"}
	SortCheap  = Text{"Cheapest first", "价格从低到高"}
	SortDear   = Text{"Dearest first", "价格从高到低"}
	SortCPU    = Text{"Most CPU first", "CPU 从多到少"}
	SortMemory = Text{"Most memory first", "内存从多到少"}
	SortDisk   = Text{"Most disk first", "磁盘从多到少"}
	SortRecord = Text{"Best record first", "信誉从高到低"}

	NodesLoading = Text{"Looking for nodes", "正在查找节点"}
	NodesOf      = Text{"%d of %d nodes", "%d 个节点（共 %d 个）"}
	PricedFor    = Text{"List prices for %s", "以下为 %s 的标价"}
	PricedWhole  = Text{"List prices for the whole node. Filter by what you need to see its price.", "以下为整个节点的标价。按需要筛选即可看到对应价格。"}
	ShowMore     = Text{"Show more nodes", "显示更多节点"}
	ShownIsOld   = Text{"What you see is from before.", "当前显示的是之前的数据。"}

	NoNodesTitle = Text{"No nodes yet", "还没有节点"}
	NoNodesText  = Text{"Nobody has registered a node with this market. Look again in a moment.", "还没有人在这个市场注册节点，请稍后再看。"}
	NoneFitTitle = Text{"No node fits", "没有合适的节点"}
	NoneFitText  = Text{"Below you see how many nodes each condition leaves out. Drop one, or ask for less.", "下方列出每个条件排除了多少节点。去掉一个条件，或降低要求。"}

	ExcludedTitle = Text{"What leaves nodes out", "被排除的节点"}
	LeavesOut     = Plural{"%d node by %s", "%d nodes by %s", "%d 个：%s"}
	DropWish      = Text{"Any %s", "不限%s"}

	NodeColumn   = Text{"Node", "节点"}
	RecordColumn = Text{"Record", "信誉"}
	PriceColumn  = Text{"Price an hour", "每小时价格"}
)
