package text

// Words of the comparison of nodes, and of the list by region.
var (
	TitleCompare  = Text{"Compare nodes · Berth", "比较节点 · Berth"}
	Compare       = Text{"Compare nodes", "比较节点"}
	CompareLead   = Text{"Side by side, with prices for %s.", "并排对比，价格对应 %s。"}
	CompareFew    = Text{"Choose nodes to compare", "请选择要比较的节点"}
	CompareFewDo  = Text{"Take two to four nodes of the list.", "在列表中选择两到四个节点。"}
	CompareDo     = Plural{"Compare (%d)", "Compare (%d)", "比较（%d）"}
	ComparePick   = Text{"Compare", "比较"}
	ComparePicked = Text{"Chosen", "已选"}
	CompareWho    = Text{"Compare %s", "比较 %s"}
	CompareClear  = Text{"Clear the choice", "清除选择"}
	CompareFull   = Text{"Four nodes can be compared at a time.", "一次最多比较四个节点。"}
	CompareDrop   = Text{"Leave out", "移除"}
	CompareWhat   = Text{"What", "项目"}
	CompareState  = Text{"State", "状态"}
	CompareLeast  = Text{"lowest", "最低"}
	CompareFar    = Text{"From here", "与你的距离"}
	CompareFarIs  = Text{"%d ms", "%d 毫秒"}
	CompareFarNot = Text{"cannot be measured", "无法测量"}
	CompareFarNow = Text{"measuring", "正在测量"}
	CompareUp     = Text{"Answered in 30 days", "30 天应答率"}
	CompareWays   = Text{"Ways in", "访问方式"}
	CompareHTTP   = Text{"HTTPS, WebSocket, forwarded TCP", "HTTPS、WebSocket、TCP 转发"}
	CompareSSH    = Text{"%s, SSH", "%s、SSH 登录"}
	CompareFree   = Text{"%s free", "空闲 %s"}

	Regions      = Text{"By region", "按地区"}
	RegionsShow  = Text{"Show regions", "显示地区"}
	RegionsHide  = Text{"Hide regions", "收起地区"}
	RegionsText  = Text{"A tap shows a region’s nodes. Prices are the lowest for %s; distances are measured from your browser, to one node of each region.", "点一下即可查看该地区的节点。价格为 %s 的最低标价；距离由你的浏览器测得，每个地区测一个节点。"}
	RegionNodes  = Plural{"%d node", "%d nodes", "%d 个节点"}
	RegionFree   = Text{"%s free", "空闲 %s"}
	RegionFrom   = Text{"from %s an hour", "每小时 %s 起"}
	RegionFull   = Text{"no room now", "现在没有空位"}
	RegionNear   = Text{"nearest", "最近"}
	RegionAll    = Text{"All regions", "全部地区"}
	RegionNobody = Text{"No node names a region.", "没有节点注明地区。"}
)
