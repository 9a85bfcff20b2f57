package text

// Words of the page of everything else.
var (
	MoreLead     = Text{"Your account and wallet, the language and look of the app, and the contracts that this platform works with.", "你的账户与钱包、应用的语言和外观，以及本平台所使用的合约。"}
	Account      = Text{"Account", "账户"}
	SessionUntil = Text{"Logged in until", "登录有效至"}
	Wallet       = Text{"Wallet", "钱包"}
	WalletApart  = Text{"Not connected; asked for when it is needed", "未连接，需要时再请求"}
	WalletOther  = Text{"%s shows another account, %s", "%s 当前是另一个账户 %s"}
	WalletChain  = Text{"%s is on chain %d; it is switched when needed", "%s 当前在链 %d，需要时切换"}
	LogOut       = Text{"Log out", "退出登录"}
	LoggingOut   = Text{"Logging out", "正在退出"}
	LogOutText   = Text{"Logging out ends this session only. Your orders go on running and cost what they cost.", "退出只结束本次登录。订单会继续运行并照常计费。"}

	Looks       = Text{"Language and look", "语言和外观"}
	Language    = Text{"Language", "语言"}
	ThemeName   = Text{"Theme", "主题"}
	ThemeSystem = Text{"System", "跟随系统"}
	ThemeLight  = Text{"Light", "浅色"}
	ThemeDark   = Text{"Dark", "深色"}

	InstallTitle = Text{"Keep it at hand", "安装到设备"}
	InstallText  = Text{"Installed, Berth opens in a window of its own and shows your last data when you are offline.", "安装后 Berth 有独立窗口，离线时也能看到上次的数据。"}
	Install      = Text{"Install", "安装"}
	InstallApple = Text{"Open the share menu and choose “Add to Home Screen”, or “Add to Dock”.", "打开分享菜单，选择“添加到主屏幕”或“添加到程序坞”。"}

	Platform     = Text{"This platform", "本平台"}
	PlatformText = Text{"Orders and money live in these contracts, not with the platform. You can check every one of them.", "订单和资金都在这些合约里，而不在平台手中。每一项你都可以核对。"}
	PlatformName = Text{"Name", "名称"}
	Version      = Text{"Version", "版本"}
	Network      = Text{"Network", "网络"}
	TokenName    = Text{"Token %s", "代币 %s"}
	Market       = Text{"Market contract", "市场合约"}
	Registry     = Text{"Registry contract", "节点注册合约"}
	Staking      = Text{"Staking contract", "质押合约"}
)
