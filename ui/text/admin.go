package text

// Words of a node's admin pages, beside those that the app has too.
var (
	AdminSummary = Text{"The pages from which the operator of a Berth node sees and runs it.", "Berth 节点运营者用来查看和管理节点的页面。"}

	AdminNavOverview = Text{"Overview", "概览"}
	AdminNavOrders   = Text{"Orders", "订单"}
	AdminNavPrices   = Text{"Prices", "价格"}
	AdminNavMoney    = Text{"Money", "收入"}
	AdminNavNode     = Text{"Node on chain", "链上节点"}
	AdminNavUpkeep   = Text{"Maintenance", "维护"}
	AdminNavAudit    = Text{"Audit log", "审计"}

	AdminTitleOverview = Text{"Overview · Berth node", "概览 · Berth 节点"}
	AdminTitleOrders   = Text{"Orders · Berth node", "订单 · Berth 节点"}
	AdminTitleOrder    = Text{"Order · Berth node", "订单 · Berth 节点"}
	AdminTitleUser     = Text{"User · Berth node", "用户 · Berth 节点"}
	AdminTitlePrices   = Text{"Prices · Berth node", "价格 · Berth 节点"}
	AdminTitleMoney    = Text{"Money · Berth node", "收入 · Berth 节点"}
	AdminTitleNode     = Text{"Node on chain · Berth node", "链上节点 · Berth 节点"}
	AdminTitleUpkeep   = Text{"Maintenance · Berth node", "维护 · Berth 节点"}
	AdminTitleAudit    = Text{"Audit and sessions · Berth node", "审计与会话 · Berth 节点"}
	AdminTitleMore     = Text{"More · Berth node", "更多 · Berth 节点"}
	AdminTitleLost     = Text{"Not found · Berth node", "未找到 · Berth 节点"}

	AdminAsking      = Text{"Asking the gateway", "正在询问网关"}
	AdminLogInTitle  = Text{"Log in to run %s", "登录以管理 %s"}
	AdminLogInText   = Text{"For the node's wallet, the operator key's account, and accounts that the gateway's configuration names as viewers.", "供节点钱包、操作密钥账户，以及网关配置中列为观察者的账户使用。"}
	AdminLogInSafe   = Text{"You sign a message for this gateway's host. It costs nothing, and is good nowhere else.", "你签署的消息只对此网关的主机有效，不花钱，在别处无效。"}
	AdminViewerTitle = Text{"You are here to look", "你只能查看"}
	AdminViewerText  = Text{"This account is a viewer: it sees all of this and changes nothing.", "这个账户是观察者：可以看到全部内容，但不能修改。"}
	AdminShowMore    = Text{"Show more", "显示更多"}

	AdminOwner    = Text{"Owner", "所有者"}
	AdminOperator = Text{"Operator key", "操作密钥"}
	AdminViewer   = Text{"Viewer", "观察者"}
	AdminAs       = Text{"You are logged in as: %s, %s.", "你的登录身份：%s，%s。"}
	AdminRole     = Text{"Role", "角色"}

	AdminLostText = Text{"There is no such page of this node.", "此节点没有这个页面。"}
	AdminLostBack = Text{"To the overview", "返回概览"}

	AdminMoreLead    = Text{"Your session, what else there is to see to, and the language and look of these pages.", "你的会话、其他管理页面，以及语言和外观。"}
	AdminMorePages   = Text{"More of this node", "节点的其他页面"}
	AdminLogOutText  = Text{"Logging out ends this session only. The node goes on.", "退出只结束本次会话，节点继续运行。"}
	AdminThisNode    = Text{"This node", "此节点"}
	AdminToApp       = Text{"To the platform's app", "打开平台应用"}
	AdminGatewaySays = Text{"The gateway's version", "网关版本"}
)
