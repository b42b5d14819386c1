"""The messages of charts, written as those of ``messages.MESSAGES`` are and read with them."""

from __future__ import annotations

AXES = "BASIC_CHART_AXIS_POSITION_UNSPECIFIED|BOTTOM_AXIS|LEFT_AXIS|RIGHT_AXIS"
LEGENDS = "BASIC_CHART_LEGEND_POSITION_UNSPECIFIED|BOTTOM_LEGEND|LEFT_LEGEND|RIGHT_LEGEND|TOP_LEGEND|NO_LEGEND"
KINDS = "BASIC_CHART_TYPE_UNSPECIFIED|BAR|LINE|AREA|COLUMN|SCATTER|COMBO|STEPPED_AREA"
BUBBLE_LEGENDS = (
    "BUBBLE_CHART_LEGEND_POSITION_UNSPECIFIED|BOTTOM_LEGEND|LEFT_LEGEND|RIGHT_LEGEND|TOP_LEGEND|NO_LEGEND|INSIDE_LEGEND"
)
AGGREGATES = "CHART_AGGREGATE_TYPE_UNSPECIFIED|AVERAGE|COUNT|MAX|MEDIAN|MIN|SUM"
DATE_RULES = (
    "CHART_DATE_TIME_RULE_TYPE_UNSPECIFIED|SECOND|MINUTE|HOUR|HOUR_MINUTE|HOUR_MINUTE_AMPM|DAY_OF_WEEK|"
    "DAY_OF_YEAR|DAY_OF_MONTH|DAY_MONTH|MONTH|QUARTER|YEAR|YEAR_MONTH|YEAR_QUARTER|YEAR_MONTH_DAY"
)
HIDDEN = (
    "CHART_HIDDEN_DIMENSION_STRATEGY_UNSPECIFIED|SKIP_HIDDEN_ROWS_AND_COLUMNS|SKIP_HIDDEN_ROWS|"
    "SKIP_HIDDEN_COLUMNS|SHOW_ALL"
)
PLACEMENTS = "DATA_LABEL_PLACEMENT_UNSPECIFIED|CENTER|LEFT|RIGHT|ABOVE|BELOW|INSIDE_END|INSIDE_BASE|OUTSIDE_END"
HISTOGRAM_LEGENDS = (
    "HISTOGRAM_CHART_LEGEND_POSITION_UNSPECIFIED|BOTTOM_LEGEND|LEFT_LEGEND|RIGHT_LEGEND|TOP_LEGEND|NO_LEGEND|"
    "INSIDE_LEGEND"
)
DASHES = (
    "LINE_DASH_TYPE_UNSPECIFIED|INVISIBLE|CUSTOM|SOLID|DOTTED|MEDIUM_DASHED|MEDIUM_DASHED_DOTTED|LONG_DASHED|"
    "LONG_DASHED_DOTTED"
)
PIE_LEGENDS = (
    "PIE_CHART_LEGEND_POSITION_UNSPECIFIED|BOTTOM_LEGEND|LEFT_LEGEND|RIGHT_LEGEND|TOP_LEGEND|NO_LEGEND|LABELED_LEGEND"
)
SHAPES = "POINT_SHAPE_UNSPECIFIED|CIRCLE|DIAMOND|HEXAGON|PENTAGON|SQUARE|STAR|TRIANGLE|X_MARK"

CHARTS = f"""
EmbeddedChart: border:EmbeddedObjectBorder chartId:int position:EmbeddedObjectPosition spec:ChartSpec
EmbeddedObjectBorder: color:Color colorStyle:ColorStyle
EmbeddedObjectPosition: newSheet:bool overlayPosition:OverlayPosition sheetId:int
OverlayPosition: anchorCell:GridCoordinate heightPixels:int offsetXPixels:int offsetYPixels:int widthPixels:int
ChartSpec: altText:str backgroundColor:Color backgroundColorStyle:ColorStyle basicChart:BasicChartSpec
  bubbleChart:BubbleChartSpec candlestickChart:CandlestickChartSpec dataSourceChartProperties:no
  filterSpecs:[FilterSpec] fontName:str hiddenDimensionStrategy:{HIDDEN} histogramChart:HistogramChartSpec
  maximized:bool orgChart:OrgChartSpec pieChart:PieChartSpec scorecardChart:ScorecardChartSpec
  sortSpecs:[SortSpec] subtitle:str subtitleTextFormat:TextFormat subtitleTextPosition:TextPosition title:str
  titleTextFormat:TextFormat titleTextPosition:TextPosition treemapChart:TreemapChartSpec
  waterfallChart:WaterfallChartSpec
BasicChartSpec: axis:[BasicChartAxis] chartType:{KINDS}
  compareMode:BASIC_CHART_COMPARE_MODE_UNSPECIFIED|DATUM|CATEGORY domains:[BasicChartDomain] headerCount:int
  interpolateNulls:bool legendPosition:{LEGENDS} lineSmoothing:bool series:[BasicChartSeries]
  stackedType:BASIC_CHART_STACKED_TYPE_UNSPECIFIED|NOT_STACKED|STACKED|PERCENT_STACKED threeDimensional:bool
  totalDataLabel:DataLabel
BasicChartAxis: format:TextFormat position:{AXES} title:str titleTextPosition:TextPosition
  viewWindowOptions:ChartAxisViewWindowOptions
TextPosition: horizontalAlignment:HORIZONTAL_ALIGN_UNSPECIFIED|LEFT|CENTER|RIGHT
ChartAxisViewWindowOptions: viewWindowMax:num viewWindowMin:num
  viewWindowMode:DEFAULT_VIEW_WINDOW_MODE|VIEW_WINDOW_MODE_UNSUPPORTED|EXPLICIT|PRETTY
BasicChartDomain: domain:ChartData reversed:bool
ChartData: aggregateType:{AGGREGATES} columnReference:no groupRule:ChartGroupRule sourceRange:ChartSourceRange
ChartGroupRule: dateTimeRule:ChartDateTimeRule histogramRule:ChartHistogramRule
ChartDateTimeRule: type:{DATE_RULES}
ChartHistogramRule: intervalSize:num maxValue:num minValue:num
ChartSourceRange: sources:[GridRange]
BasicChartSeries: color:Color colorStyle:ColorStyle dataLabel:DataLabel lineStyle:LineStyle
  pointStyle:PointStyle series:ChartData styleOverrides:[BasicSeriesDataPointStyleOverride] targetAxis:{AXES}
  type:{KINDS}
DataLabel: customLabelData:ChartData placement:{PLACEMENTS} textFormat:TextFormat
  type:DATA_LABEL_TYPE_UNSPECIFIED|NONE|DATA|CUSTOM
LineStyle: type:{DASHES} width:int
PointStyle: shape:{SHAPES} size:num
BasicSeriesDataPointStyleOverride: color:Color colorStyle:ColorStyle index:int pointStyle:PointStyle
BubbleChartSpec: bubbleBorderColor:Color bubbleBorderColorStyle:ColorStyle bubbleLabels:ChartData
  bubbleMaxRadiusSize:int bubbleMinRadiusSize:int bubbleOpacity:num bubbleSizes:ChartData
  bubbleTextStyle:TextFormat domain:ChartData groupIds:ChartData legendPosition:{BUBBLE_LEGENDS}
  series:ChartData
CandlestickChartSpec: data:[CandlestickData] domain:CandlestickDomain
CandlestickData: closeSeries:CandlestickSeries highSeries:CandlestickSeries lowSeries:CandlestickSeries
  openSeries:CandlestickSeries
CandlestickSeries: data:ChartData
CandlestickDomain: data:ChartData reversed:bool
HistogramChartSpec: bucketSize:num legendPosition:{HISTOGRAM_LEGENDS} outlierPercentile:num
  series:[HistogramSeries] showItemDividers:bool
HistogramSeries: barColor:Color barColorStyle:ColorStyle data:ChartData
OrgChartSpec: labels:ChartData nodeColor:Color nodeColorStyle:ColorStyle
  nodeSize:ORG_CHART_LABEL_SIZE_UNSPECIFIED|SMALL|MEDIUM|LARGE parentLabels:ChartData selectedNodeColor:Color
  selectedNodeColorStyle:ColorStyle tooltips:ChartData
PieChartSpec: domain:ChartData legendPosition:{PIE_LEGENDS} pieHole:num series:ChartData threeDimensional:bool
ScorecardChartSpec: aggregateType:{AGGREGATES} baselineValueData:ChartData
  baselineValueFormat:BaselineValueFormat customFormatOptions:ChartCustomNumberFormatOptions
  keyValueData:ChartData keyValueFormat:KeyValueFormat
  numberFormatSource:CHART_NUMBER_FORMAT_SOURCE_UNDEFINED|FROM_DATA|CUSTOM scaleFactor:num
BaselineValueFormat: comparisonType:COMPARISON_TYPE_UNDEFINED|ABSOLUTE_DIFFERENCE|PERCENTAGE_DIFFERENCE
  description:str negativeColor:Color negativeColorStyle:ColorStyle position:TextPosition positiveColor:Color
  positiveColorStyle:ColorStyle textFormat:TextFormat
ChartCustomNumberFormatOptions: prefix:str suffix:str
KeyValueFormat: position:TextPosition textFormat:TextFormat
TreemapChartSpec: colorData:ChartData colorScale:TreemapChartColorScale headerColor:Color
  headerColorStyle:ColorStyle hideTooltips:bool hintedLevels:int labels:ChartData levels:int maxValue:num
  minValue:num parentLabels:ChartData sizeData:ChartData textFormat:TextFormat
TreemapChartColorScale: maxValueColor:Color maxValueColorStyle:ColorStyle midValueColor:Color
  midValueColorStyle:ColorStyle minValueColor:Color minValueColorStyle:ColorStyle noDataColor:Color
  noDataColorStyle:ColorStyle
WaterfallChartSpec: connectorLineStyle:LineStyle domain:WaterfallChartDomain firstValueIsTotal:bool
  hideConnectorLines:bool series:[WaterfallChartSeries]
  stackedType:WATERFALL_STACKED_TYPE_UNSPECIFIED|STACKED|SEQUENTIAL totalDataLabel:DataLabel
WaterfallChartDomain: data:ChartData reversed:bool
WaterfallChartSeries: customSubtotals:[WaterfallChartCustomSubtotal] data:ChartData dataLabel:DataLabel
  hideTrailingSubtotal:bool negativeColumnsStyle:WaterfallChartColumnStyle
  positiveColumnsStyle:WaterfallChartColumnStyle subtotalColumnsStyle:WaterfallChartColumnStyle
WaterfallChartCustomSubtotal: dataIsSubtotal:bool label:str subtotalIndex:int
WaterfallChartColumnStyle: color:Color colorStyle:ColorStyle label:str
"""
