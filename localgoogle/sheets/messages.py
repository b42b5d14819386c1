"""The messages of Sheets v4 that this server knows, as one table: ``name:type`` per field.

Types: ``str int num bool``, a message, ``[item]``, an enum as ``A|B``, ``any`` (taken as it is),
``float32`` (a colour channel), ``{Message}`` (a map), ``no`` (Google has it, this server does not take it).
A ``!`` marks a field whose default (0, "", false) is told apart from its absence. Source: the discovery
document of Sheets v4, https://sheets.googleapis.com/$discovery/rest?version=v4.
"""

from __future__ import annotations

from localgoogle.sheets.messages_charts import CHARTS

CONDITIONS = (
    "NUMBER_GREATER|NUMBER_GREATER_THAN_EQ|NUMBER_LESS|NUMBER_LESS_THAN_EQ|NUMBER_EQ|NUMBER_NOT_EQ|NUMBER_BETWEEN|"
    "NUMBER_NOT_BETWEEN|TEXT_CONTAINS|TEXT_NOT_CONTAINS|TEXT_STARTS_WITH|TEXT_ENDS_WITH|TEXT_EQ|TEXT_IS_EMAIL|"
    "TEXT_IS_URL|DATE_EQ|DATE_BEFORE|DATE_AFTER|DATE_ON_OR_BEFORE|DATE_ON_OR_AFTER|DATE_BETWEEN|DATE_NOT_BETWEEN|"
    "DATE_IS_VALID|ONE_OF_RANGE|ONE_OF_LIST|BLANK|NOT_BLANK|CUSTOM_FORMULA|BOOLEAN|TEXT_NOT_EQ|DATE_NOT_EQ|"
    "FILTER_EXPRESSION"
)
THEME = "THEME_COLOR_TYPE_UNSPECIFIED|TEXT|BACKGROUND|ACCENT1|ACCENT2|ACCENT3|ACCENT4|ACCENT5|ACCENT6|LINK"
PLACES = "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED|ROW|COLUMN|SHEET|SPREADSHEET"
SEEN_BY = "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED|DOCUMENT|PROJECT"
MATCHING = "DEVELOPER_METADATA_LOCATION_MATCHING_STRATEGY_UNSPECIFIED|EXACT_LOCATION|INTERSECTING_LOCATION"
RENDER = "FORMATTED_VALUE|UNFORMATTED_VALUE|FORMULA"
DATES = "SERIAL_NUMBER|FORMATTED_STRING"
COLUMN_TYPES = (
    "COLUMN_TYPE_UNSPECIFIED|DOUBLE|CURRENCY|PERCENT|DATE|TIME|DATE_TIME|TEXT|BOOLEAN|DROPDOWN|FILES_CHIP|"
    "PEOPLE_CHIP|FINANCE_CHIP|PLACE_CHIP|RATINGS_CHIP"
)
DIMENSIONS = "DIMENSION_UNSPECIFIED|ROWS|COLUMNS"
INPUT = "INPUT_VALUE_OPTION_UNSPECIFIED|RAW|USER_ENTERED"
PASTES = (
    "PASTE_NORMAL|PASTE_VALUES|PASTE_FORMAT|PASTE_NO_BORDERS|PASTE_FORMULA|PASTE_DATA_VALIDATION|"
    "PASTE_CONDITIONAL_FORMATTING"
)

MESSAGES = f"""
Spreadsheet: spreadsheetId:str properties:SpreadsheetProperties sheets:[Sheet] namedRanges:[NamedRange]
  spreadsheetUrl:str developerMetadata:[DeveloperMetadata] dataSources:no dataSourceSchedules:no comments:no
  commentsViewMode:no
SpreadsheetProperties: title:str locale:str
  autoRecalc:RECALCULATION_INTERVAL_UNSPECIFIED|ON_CHANGE|MINUTE|HOUR timeZone:str defaultFormat:CellFormat
  iterativeCalculationSettings:IterativeCalculationSettings spreadsheetTheme:SpreadsheetTheme
  importFunctionsExternalUrlAccessAllowed:bool
IterativeCalculationSettings: convergenceThreshold:num maxIterations:int
SpreadsheetTheme: primaryFontFamily:str themeColors:[ThemeColorPair]
ThemeColorPair: color:ColorStyle colorType:{THEME}
Sheet: properties:SheetProperties data:[GridData] merges:[GridRange]
  conditionalFormats:[ConditionalFormatRule] protectedRanges:[ProtectedRange] basicFilter:BasicFilter
  bandedRanges:[BandedRange] developerMetadata:[DeveloperMetadata] filterViews:[FilterView]
  charts:[EmbeddedChart] columnGroups:[DimensionGroup] rowGroups:[DimensionGroup] slicers:no tables:[Table]
  commentAnchors:no
SheetProperties: sheetId:int! title:str index:int! sheetType:SHEET_TYPE_UNSPECIFIED|GRID|OBJECT|DATA_SOURCE
  gridProperties:GridProperties hidden:bool tabColor:Color tabColorStyle:ColorStyle rightToLeft:bool
  dataSourceSheetProperties:no
GridProperties: rowCount:int columnCount:int frozenRowCount:int frozenColumnCount:int hideGridlines:bool
  rowGroupControlAfter:bool columnGroupControlAfter:bool
GridData: startRow:int startColumn:int rowData:[RowData] rowMetadata:[DimensionProperties]
  columnMetadata:[DimensionProperties]
DimensionProperties: hiddenByFilter:bool hiddenByUser:bool pixelSize:int
  developerMetadata:[DeveloperMetadata] dataSourceColumnReference:no
RowData: values:[CellData]
CellData: userEnteredValue:ExtendedValue effectiveValue:ExtendedValue formattedValue:str
  userEnteredFormat:CellFormat effectiveFormat:CellFormat hyperlink:str note:str textFormatRuns:[TextFormatRun]
  dataValidation:DataValidationRule pivotTable:no dataSourceTable:no dataSourceFormula:no chipRuns:no
ExtendedValue: numberValue:num! stringValue:str! boolValue:bool! formulaValue:str! errorValue:ErrorValue
ErrorValue: type:ERROR_TYPE_UNSPECIFIED|ERROR|NULL_VALUE|DIVIDE_BY_ZERO|VALUE|REF|NAME|NUM|N_A|LOADING
  message:str
CellFormat: numberFormat:NumberFormat backgroundColor:Color backgroundColorStyle:ColorStyle borders:Borders
  padding:Padding horizontalAlignment:HORIZONTAL_ALIGN_UNSPECIFIED|LEFT|CENTER|RIGHT
  verticalAlignment:VERTICAL_ALIGN_UNSPECIFIED|TOP|MIDDLE|BOTTOM
  wrapStrategy:WRAP_STRATEGY_UNSPECIFIED|OVERFLOW_CELL|LEGACY_WRAP|CLIP|WRAP
  textDirection:TEXT_DIRECTION_UNSPECIFIED|LEFT_TO_RIGHT|RIGHT_TO_LEFT textFormat:TextFormat
  hyperlinkDisplayType:HYPERLINK_DISPLAY_TYPE_UNSPECIFIED|LINKED|PLAIN_TEXT textRotation:TextRotation
NumberFormat: pattern:str
  type:NUMBER_FORMAT_TYPE_UNSPECIFIED|TEXT|NUMBER|PERCENT|CURRENCY|DATE|TIME|DATE_TIME|SCIENTIFIC
Color: red:float32 green:float32 blue:float32 alpha:float32
ColorStyle: rgbColor:Color themeColor:{THEME}
Borders: top:Border bottom:Border left:Border right:Border
Border: style:STYLE_UNSPECIFIED|DOTTED|DASHED|SOLID|SOLID_MEDIUM|SOLID_THICK|NONE|DOUBLE width:int
  color:Color colorStyle:ColorStyle
Padding: top:int right:int bottom:int left:int
TextFormatRun: startIndex:int format:TextFormat
TextFormat: foregroundColor:Color foregroundColorStyle:ColorStyle fontFamily:str fontSize:int bold:bool
  italic:bool strikethrough:bool underline:bool link:Link
Link: uri:str
TextRotation: angle:int vertical:bool
DataValidationRule: condition:BooleanCondition inputMessage:str strict:bool showCustomUi:bool
BooleanCondition: type:CONDITION_TYPE_UNSPECIFIED|{CONDITIONS} values:[ConditionValue]
ConditionValue: userEnteredValue:str!
  relativeDate:RELATIVE_DATE_UNSPECIFIED|PAST_YEAR|PAST_MONTH|PAST_WEEK|YESTERDAY|TODAY|TOMORROW
GridRange: sheetId:int startRowIndex:int! endRowIndex:int! startColumnIndex:int! endColumnIndex:int!
GridCoordinate: sheetId:int rowIndex:int columnIndex:int
DimensionRange: sheetId:int dimension:{DIMENSIONS} startIndex:int! endIndex:int!
NamedRange: namedRangeId:str name:str range:GridRange
ProtectedRange: protectedRangeId:int range:GridRange namedRangeId:no tableId:no description:str
  warningOnly:bool requestingUserCanEdit:bool unprotectedRanges:[GridRange] editors:Editors
Editors: users:[str] groups:[str] domainUsersCanEdit:bool
ConditionalFormatRule: ranges:[GridRange] booleanRule:BooleanRule gradientRule:GradientRule
BooleanRule: condition:BooleanCondition format:CellFormat
GradientRule: minpoint:InterpolationPoint midpoint:InterpolationPoint maxpoint:InterpolationPoint
InterpolationPoint: color:Color colorStyle:ColorStyle value:str
  type:INTERPOLATION_POINT_TYPE_UNSPECIFIED|MIN|MAX|NUMBER|PERCENT|PERCENTILE
BandedRange: bandedRangeId:int range:GridRange rowProperties:BandingProperties
  columnProperties:BandingProperties bandedRangeReference:no
BandingProperties: headerColor:Color headerColorStyle:ColorStyle firstBandColor:Color
  firstBandColorStyle:ColorStyle secondBandColor:Color secondBandColorStyle:ColorStyle footerColor:Color
  footerColorStyle:ColorStyle
BasicFilter: range:GridRange sortSpecs:[SortSpec] criteria:{{FilterCriteria}} filterSpecs:[FilterSpec]
  tableId:no
FilterSpec: columnIndex:int filterCriteria:FilterCriteria dataSourceColumnReference:no
FilterCriteria: hiddenValues:[str] condition:BooleanCondition visibleBackgroundColor:Color
  visibleBackgroundColorStyle:ColorStyle visibleForegroundColor:Color visibleForegroundColorStyle:ColorStyle
FilterView: filterViewId:int title:str range:GridRange namedRangeId:no tableId:no sortSpecs:[SortSpec]
  criteria:{{FilterCriteria}} filterSpecs:[FilterSpec]
SortSpec: dimensionIndex:int sortOrder:SORT_ORDER_UNSPECIFIED|ASCENDING|DESCENDING foregroundColor:Color
  foregroundColorStyle:ColorStyle backgroundColor:Color backgroundColorStyle:ColorStyle
  dataSourceColumnReference:no
DimensionGroup: range:DimensionRange depth:int collapsed:bool
Table: tableId:str name:str range:GridRange rowsProperties:TableRowsProperties
  columnProperties:[TableColumnProperties]
TableRowsProperties: headerColorStyle:ColorStyle firstBandColorStyle:ColorStyle
  secondBandColorStyle:ColorStyle footerColorStyle:ColorStyle
TableColumnProperties: columnIndex:int! columnName:str columnType:{COLUMN_TYPES}
  dataValidationRule:TableColumnDataValidationRule
TableColumnDataValidationRule: condition:BooleanCondition
DeveloperMetadata: metadataId:int metadataKey:str metadataValue:str location:DeveloperMetadataLocation
  visibility:{SEEN_BY}
DeveloperMetadataLocation: locationType:{PLACES} spreadsheet:bool sheetId:int! dimensionRange:DimensionRange
DeveloperMetadataLookup: locationType:{PLACES} metadataLocation:DeveloperMetadataLocation metadataId:int!
  locationMatchingStrategy:{MATCHING} metadataKey:str metadataValue:str visibility:{SEEN_BY}
DataFilter: developerMetadataLookup:DeveloperMetadataLookup a1Range:str gridRange:GridRange
SearchDeveloperMetadataRequest: dataFilters:[DataFilter]
SearchDeveloperMetadataResponse: matchedDeveloperMetadata:[MatchedDeveloperMetadata]
MatchedDeveloperMetadata: developerMetadata:DeveloperMetadata dataFilters:[DataFilter]

ValueRange: range:str majorDimension:{DIMENSIONS} values:any
BatchGetValuesResponse: spreadsheetId:str valueRanges:[ValueRange]
UpdateValuesResponse: spreadsheetId:str updatedRange:str updatedRows:int updatedColumns:int updatedCells:int
  updatedData:ValueRange
BatchUpdateValuesRequest: valueInputOption:{INPUT} data:[ValueRange] includeValuesInResponse:bool
  responseValueRenderOption:{RENDER} responseDateTimeRenderOption:{DATES}
BatchUpdateValuesResponse: spreadsheetId:str totalUpdatedRows:int totalUpdatedColumns:int
  totalUpdatedCells:int totalUpdatedSheets:int responses:[UpdateValuesResponse]
ClearValuesRequest:
ClearValuesResponse: spreadsheetId:str clearedRange:str
BatchClearValuesRequest: ranges:[str]
AppendValuesResponse: spreadsheetId:str tableRange:str updates:UpdateValuesResponse
BatchGetValuesByDataFilterRequest: dataFilters:[DataFilter] majorDimension:{DIMENSIONS}
  valueRenderOption:{RENDER} dateTimeRenderOption:{DATES}
MatchedValueRange: valueRange:ValueRange dataFilters:[DataFilter]
BatchGetValuesByDataFilterResponse: spreadsheetId:str valueRanges:[MatchedValueRange]
DataFilterValueRange: dataFilter:DataFilter majorDimension:{DIMENSIONS} values:any
BatchUpdateValuesByDataFilterRequest: valueInputOption:{INPUT} data:[DataFilterValueRange]
  includeValuesInResponse:bool responseValueRenderOption:{RENDER} responseDateTimeRenderOption:{DATES}
UpdateValuesByDataFilterResponse: updatedRange:str updatedRows:int updatedColumns:int updatedCells:int
  dataFilter:DataFilter updatedData:ValueRange
BatchUpdateValuesByDataFilterResponse: spreadsheetId:str totalUpdatedRows:int totalUpdatedColumns:int
  totalUpdatedCells:int totalUpdatedSheets:int responses:[UpdateValuesByDataFilterResponse]
BatchClearValuesByDataFilterRequest: dataFilters:[DataFilter]
BatchClearValuesByDataFilterResponse: spreadsheetId:str clearedRanges:[str]
GetSpreadsheetByDataFilterRequest: dataFilters:[DataFilter] includeGridData:bool
  excludeTablesInBandedRanges:bool commentsViewMode:no
CopySheetToAnotherSpreadsheetRequest: destinationSpreadsheetId:str
BatchClearValuesResponse: spreadsheetId:str clearedRanges:[str]

BatchUpdateSpreadsheetRequest: requests:[Request] includeSpreadsheetInResponse:bool responseRanges:[str]
  responseIncludeGridData:bool commentsViewMode:no
BatchUpdateSpreadsheetResponse: spreadsheetId:str replies:any updatedSpreadsheet:Spreadsheet
  commentUpdateState:no
updateSpreadsheetProperties: properties:SpreadsheetProperties fields:str
addSheet: properties:SheetProperties
deleteSheet: sheetId:int
duplicateSheet: sourceSheetId:int insertSheetIndex:int newSheetId:int! newSheetName:str
updateSheetProperties: properties:SheetProperties fields:str
insertDimension: range:DimensionRange inheritFromBefore:bool
deleteDimension: range:DimensionRange
moveDimension: source:DimensionRange destinationIndex:int
appendDimension: sheetId:int dimension:{DIMENSIONS} length:int
updateDimensionProperties: range:DimensionRange properties:DimensionProperties fields:str
  dataSourceSheetRange:no
autoResizeDimensions: dimensions:DimensionRange dataSourceSheetDimensions:no
updateCells: rows:[RowData] fields:str start:GridCoordinate range:GridRange
repeatCell: range:GridRange cell:CellData fields:str
appendCells: sheetId:int rows:[RowData] fields:str tableId:no
copyPaste: source:GridRange destination:GridRange pasteType:{PASTES} pasteOrientation:NORMAL|TRANSPOSE
cutPaste: source:GridRange destination:GridCoordinate pasteType:{PASTES}
sortRange: range:GridRange sortSpecs:[SortSpec]
mergeCells: range:GridRange mergeType:MERGE_ALL|MERGE_COLUMNS|MERGE_ROWS
unmergeCells: range:GridRange
findReplace: find:str replacement:str matchCase:bool matchEntireCell:bool searchByRegex:bool
  includeFormulas:bool range:GridRange sheetId:int! allSheets:bool
setDataValidation: range:GridRange rule:DataValidationRule filteredRowsIncluded:bool
updateBorders: range:GridRange top:Border bottom:Border left:Border right:Border innerHorizontal:Border
  innerVertical:Border
setBasicFilter: filter:BasicFilter
clearBasicFilter: sheetId:int
addProtectedRange: protectedRange:ProtectedRange
updateProtectedRange: protectedRange:ProtectedRange fields:str
deleteProtectedRange: protectedRangeId:int
addNamedRange: namedRange:NamedRange
updateNamedRange: namedRange:NamedRange fields:str
deleteNamedRange: namedRangeId:str
addConditionalFormatRule: rule:ConditionalFormatRule index:int
updateConditionalFormatRule: index:int sheetId:int rule:ConditionalFormatRule newIndex:int!
deleteConditionalFormatRule: index:int sheetId:int
addBanding: bandedRange:BandedRange
updateBanding: bandedRange:BandedRange fields:str
deleteBanding: bandedRangeId:int
addFilterView: filter:FilterView
updateFilterView: filter:FilterView fields:str
duplicateFilterView: filterId:int
deleteFilterView: filterId:int
addTable: table:Table
updateTable: table:Table fields:str
deleteTable: tableId:str
addChart: chart:EmbeddedChart
updateChartSpec: chartId:int spec:ChartSpec
updateEmbeddedObjectPosition: objectId:int newPosition:EmbeddedObjectPosition fields:str
updateEmbeddedObjectBorder: objectId:int border:EmbeddedObjectBorder fields:str
deleteEmbeddedObject: objectId:int
addDimensionGroup: range:DimensionRange
updateDimensionGroup: dimensionGroup:DimensionGroup fields:str
deleteDimensionGroup: range:DimensionRange
insertRange: range:GridRange shiftDimension:{DIMENSIONS}
deleteRange: range:GridRange shiftDimension:{DIMENSIONS}
pasteData: coordinate:GridCoordinate data:str type:{PASTES} delimiter:str html:bool
deleteDuplicates: range:GridRange comparisonColumns:[DimensionRange]
trimWhitespace: range:GridRange
textToColumns: source:GridRange delimiter:str
  delimiterType:DELIMITER_TYPE_UNSPECIFIED|COMMA|SEMICOLON|PERIOD|SPACE|CUSTOM|AUTODETECT
randomizeRange: range:GridRange
createDeveloperMetadata: developerMetadata:DeveloperMetadata
updateDeveloperMetadata: dataFilters:[DataFilter] developerMetadata:DeveloperMetadata fields:str
deleteDeveloperMetadata: dataFilter:DataFilter
{CHARTS}"""

REFUSED = """addCommentReply addDataSource addSlicer autoFill cancelDataSourceRefresh deleteComment deleteCommentReply
deleteDataSource insertComment refreshDataSource updateCommentPost updateDataSource updateSlicerSpec"""

REFUSED_KINDS = frozenset(REFUSED.split())
"""Kinds of batchUpdate that Google has and this server has not."""
